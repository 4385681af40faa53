package co.kendev.spaces.dev;

/** The stack's own PostgreSQL. */
record PostgresPart(DevPostgres postgres) implements Part {

    @Override
    public String name() {
        return "PostgreSQL";
    }

    @Override
    public void requirePorts() {
        if (!postgres.alive()) {
            PortHolder.requireFree(Port.POSTGRES, postgres.port());
        }
    }

    @Override
    public String start(Terminal.Progress progress) {
        postgres.start();
        return "127.0.0.1:" + postgres.port() + (postgres.adopted() ? " (was still running)" : "");
    }

    @Override
    public boolean alive() {
        return postgres.alive();
    }

    @Override
    public String lastWords() {
        return "its process is gone";
    }

    @Override
    public void stop() {
        postgres.stop();
    }
}
