package co.kendev.spaces;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;

/** The command beside the running application. */
@WebTest
class VerifyLedgerTest {
    @Autowired
    Environment environment;

    @TempDir
    Path folder;

    @Test
    void booksThatAreRightEndWithZero() {
        assertThat(verify()).isZero();
    }

    @Test
    void aBookThatWasCutOffEndsWithOne() throws IOException {
        Files.writeString(
                folder.resolve("anchors"),
                "2026-03-01T12:00:00Z 01950000-0000-7000-8000-000000000001 7 " + "ab".repeat(32) + "\n");

        assertThat(verify()).isEqualTo(1);
    }

    private int verify() {
        var arguments = new ArrayList<String>(
                List.of(VerifyLedger.COMMAND, "--spaces.ledger.anchors=" + folder.resolve("anchors")));
        for (var name : List.of("url", "user", "password", "relay-user", "relay-password")) {
            arguments.add("--spaces.db." + name + "=" + environment.getRequiredProperty("spaces.db." + name));
        }
        return VerifyLedger.run(arguments.toArray(String[]::new));
    }
}
