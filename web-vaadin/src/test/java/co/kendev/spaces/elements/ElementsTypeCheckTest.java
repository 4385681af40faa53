package co.kendev.spaces.elements;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.impl.driver.Driver;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Our own elements under the strict type check, and their logic under its own tests. Both run on the Node that Playwright brings
 * along, with the compiler from the Maven registry, so that no machine needs a Node of its own.
 */
class ElementsTypeCheckTest {
    private static final Path SOURCES = Path.of("src/main/elements").toAbsolutePath();
    private static final Path COMPILER =
            Path.of("target/elements/node_modules/typescript/lib/tsc.js").toAbsolutePath();

    private static String node = "";

    @BeforeAll
    static void findNode() {
        var driver = Driver.ensureDriverInstalled(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"), false);
        node = driver.createProcessBuilder().command().getFirst();
    }

    @Test
    void theTypesHold() throws Exception {
        assertThat(COMPILER).as("unpacked by the build").exists();
        var check = run(COMPILER.toString(), "--project", SOURCES.toString(), "--pretty", "false");
        assertThat(check.output()).isBlank();
        assertThat(check.status()).isZero();
    }

    @Test
    void aWrongTypeIsFound() throws Exception {
        var planted = Files.createTempFile("planted", ".ts");
        try {
            Files.writeString(planted, "const count: number = 'one';\n");
            var check = run(COMPILER.toString(), "--noEmit", "--strict", "--ignoreConfig", planted.toString());
            assertThat(check.status()).isNotZero();
            assertThat(check.output()).contains("TS2322");
        } finally {
            Files.delete(planted);
        }
    }

    @Test
    void theLogicPassesItsTests() throws Exception {
        try (var files = Files.list(SOURCES.resolve("test"))) {
            var arguments = new ArrayList<>(List.of("--test", "--test-reporter=spec"));
            files.map(Path::toString)
                    .filter(file -> file.endsWith(".test.ts"))
                    .sorted()
                    .forEach(arguments::add);
            var tests = run(arguments.toArray(String[]::new));
            assertThat(tests.status()).as(tests.output()).isZero();
            assertThat(tests.output()).doesNotContain("tests 0");
        }
    }

    private static Outcome run(String... arguments) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(node));
        command.addAll(List.of(arguments));
        var output = File.createTempFile("elements", ".log");
        try {
            var process = new ProcessBuilder(command)
                    .directory(SOURCES.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output)
                    .start();
            assertThat(process.waitFor(3, TimeUnit.MINUTES)).as("ended in time").isTrue();
            return new Outcome(process.exitValue(), Files.readString(output.toPath(), StandardCharsets.UTF_8));
        } finally {
            Files.delete(output.toPath());
        }
    }

    private record Outcome(int status, String output) {}
}
