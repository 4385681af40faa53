package co.kendev.spaces.ledger;

import co.kendev.spaces.platform.hash.Sha256;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** SHA-256 over parts in an unmistakable form; tells a repeat from another transaction under the same key. */
final class Fingerprint {
    private final StringBuilder parts = new StringBuilder();

    static byte[] of(NewTransaction wanted) {
        var print = new Fingerprint()
                .add(wanted.book())
                .add(wanted.key())
                .add(wanted.kind())
                .add(wanted.effectiveAt())
                .add(wanted.reverses())
                .add(wanted.memo());
        for (var line : wanted.lines()) {
            print.add(line.account().type().name())
                    .add(line.account().tenant())
                    .add(line.account().owner())
                    .add(line.account().currency())
                    .add(line.minor())
                    .add(line.kind())
                    .add(line.availableAt());
        }
        return print.digest();
    }

    /** Each part with its length in front, so that no two lists of parts are one text. */
    Fingerprint add(@Nullable Object part) {
        if (part == null) {
            parts.append("-;");
        } else {
            var text = part.toString();
            parts.append(text.length()).append(':').append(text);
        }
        return this;
    }

    byte[] digest() {
        return Sha256.of(parts.toString().getBytes(StandardCharsets.UTF_8));
    }
}
