package co.kendev.spaces.dev;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {

    @TempDir
    Path data;

    @Test
    void areReadableByTheirOwnerAlone() throws IOException {
        Secrets.in(data);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("secrets"))))
                .isEqualTo("rw-------");
    }

    @Test
    void stayTheSameAndDifferFromEachOther() {
        var first = Secrets.in(data);
        var second = Secrets.in(data);
        assertThat(Arrays.stream(DbRole.values()).map(first::password))
                .containsExactlyElementsOf(
                        Arrays.stream(DbRole.values()).map(second::password).toList())
                .doesNotHaveDuplicates()
                .allMatch(password -> password.length() >= 32);
    }

    @Test
    void missingOneIsAddedWithoutChangingTheRest() throws IOException {
        Files.createDirectories(data);
        Files.writeString(data.resolve("secrets"), "postgres=kept\n");
        var secrets = Secrets.in(data);
        assertThat(secrets.password(DbRole.SUPERUSER)).isEqualTo("kept");
        assertThat(secrets.password(DbRole.RELAY)).isNotBlank();
    }
}
