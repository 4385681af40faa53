package co.kendev.spaces.dev;

import java.util.Locale;

/** The system and processor this runs on, in the words of PostgreSQL's binaries. */
record Platform(System system, Processor processor) {

    enum System {
        LINUX,
        DARWIN
    }

    enum Processor {
        X86_64,
        ARM_64
    }

    static Platform ofProcess() {
        return of(java.lang.System.getProperty("os.name"), java.lang.System.getProperty("os.arch"));
    }

    static Platform of(String osName, String osArch) {
        var name = osName.toLowerCase(Locale.ROOT);
        var arch = osArch.toLowerCase(Locale.ROOT);
        if (!name.contains("linux") && !name.contains("mac")) {
            throw new LaunchFailure("The development stack runs on Linux and macOS, not on " + osName
                    + "; give it a PostgreSQL with SPACES_DB_URL, or use WSL");
        }
        var processor = switch (arch) {
            case "amd64", "x86_64" -> Processor.X86_64;
            case "aarch64", "arm64" -> Processor.ARM_64;
            default ->
                throw new LaunchFailure("There are no PostgreSQL binaries for the processor " + osArch
                        + "; give the stack a PostgreSQL with SPACES_DB_URL");
        };
        return new Platform(name.contains("mac") ? System.DARWIN : System.LINUX, processor);
    }

    /** The name of the packed binaries on the class path. */
    String archive() {
        return "postgres-%s-%s.txz"
                .formatted(
                        system.name().toLowerCase(Locale.ROOT), processor.name().toLowerCase(Locale.ROOT));
    }
}
