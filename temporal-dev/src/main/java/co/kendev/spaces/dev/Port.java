package co.kendev.spaces.dev;

/** A port of the stack with the variable that moves it. */
enum Port {
    HTTP("SPACES_HTTP_PORT", 8080),
    GRPC("SPACES_GRPC_PORT", 9090),
    POSTGRES("SPACES_PG_PORT", 5433),
    TEMPORAL("SPACES_TEMPORAL_PORT", 7233),
    TEMPORAL_UI("SPACES_TEMPORAL_UI_PORT", 8233),
    TEMPORAL_METRICS("SPACES_TEMPORAL_METRICS_PORT", 8234);

    private final String variable;
    private final int usual;

    Port(String variable, int usual) {
        this.variable = variable;
        this.usual = usual;
    }

    String variable() {
        return variable;
    }

    int usual() {
        return usual;
    }
}
