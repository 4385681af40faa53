package co.kendev.spaces.dev;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** The jar that this build has just made, laid out as the launcher lays it out. */
public final class BuiltApplication {
    private BuiltApplication() {}

    /** Extracts the jar below the folder; returns the build folder that {@link DevStack#start} wants. */
    public static Path extractBelow(Path folder) throws IOException, InterruptedException {
        var target = target("web-vaadin");
        Path jar;
        try (var files = Files.list(target)) {
            jar = files.filter(file -> file.getFileName().toString().matches("web-vaadin-.*-exec\\.jar"))
                    .max(Comparator.comparing(file -> file.toFile().lastModified()))
                    .orElseThrow(() ->
                            new IllegalStateException("No application in " + target + "; build web-vaadin first"));
        }
        var build = folder.resolve("build");
        var code = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djarmode=tools",
                        "-jar",
                        jar.toString(),
                        "extract",
                        "--destination",
                        build.resolve("app").toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        if (code != 0) {
            throw new IllegalStateException(jar + " could not be extracted, exit code " + code);
        }
        return build;
    }

    /** Where the build that runs these tests has put that module's output. */
    static Path target(String module) {
        var own = Path.of("").toAbsolutePath();
        var classes = Path.of(BuiltApplication.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath());
        return own.resolveSibling(module).resolve(own.relativize(classes.getParent()));
    }
}
