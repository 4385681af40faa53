package co.kendev.spaces.dev;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ChildTest {

    @Test
    void lastWordsAreTheInnermostCause() {
        var log = """
                12:00 INFO starting
                java.lang.IllegalStateException: outer
                Caused by: java.net.ConnectException: refused
                \tat somewhere
                \t... 62 common frames omitted
                """;
        assertThat(Child.cause(log)).isEqualTo("\"Caused by: java.net.ConnectException: refused\", ");
    }

    @Test
    void elseTheLastLineAndNothingForSilence() {
        assertThat(Child.cause("one\n\ntemporal: port 7233 is taken\n\n"))
                .isEqualTo("\"temporal: port 7233 is taken\", ");
        assertThat(Child.cause("")).isEmpty();
    }

    @Test
    void changedMigrationsAreSaidInOurWords() {
        assertThat(Child.cause("Caused by: org.flywaydb.core.api.exception.FlywayValidateException: x"))
                .contains("make nuke");
    }
}
