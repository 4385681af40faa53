package co.kendev.spaces.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsTest {

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void takeFullFiguresOfOneBuild() throws IOException {
        file = folder.resolve("taken.json");
        new Results(file, "one", false).put("history", List.of(figure("1.1")));
    }

    @Test
    void figuresAreKeptForTheNextRunOfTheSameBuild() throws IOException {
        var taken = new Results(file, "one", false).of("history").orElseThrow();
        assertThat(taken.figures()).containsExactly(figure("1.1"));
        assertThat(taken.build()).isEqualTo("one");
        assertThat(taken.quick()).isFalse();
    }

    @Test
    void anotherBuildHasNoneOfThem() throws IOException {
        assertThat(new Results(file, "two", false).of("history")).isEmpty();
    }

    @Test
    void aQuickRunNeitherShowsNorReplacesThem() throws IOException {
        var quick = new Results(file, "one", true);
        assertThat(quick.of("history")).isEmpty();
        quick.put("history", List.of(figure("9.9")));

        assertThat(new Results(file, "one", false).of("history").orElseThrow().figures())
                .containsExactly(figure("1.1"));
    }

    @Test
    void theTableSaysWhenEachWasTakenAndWhatIsMissing() throws IOException {
        var taken = new Results(file, "one", false).of("history").orElseThrow();
        var text = new Table("a machine", List.of(taken), List.of("steady")).text();
        assertThat(text).contains("| 1.1 | yes | " + taken.circumstances() + " |");
        assertThat(text).contains("Not measured with this build: steady.");
    }

    private static Figure figure(String seen) {
        return Figure.asked("history page", "≤ 1.3", seen, true, "somehow");
    }
}
