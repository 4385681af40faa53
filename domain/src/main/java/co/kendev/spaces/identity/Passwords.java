package co.kendev.spaces.identity;

import co.kendev.spaces.platform.errors.DomainException;
import java.nio.charset.StandardCharsets;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/** Checks and hashes passwords. */
@Component
public class Passwords {
    /** Shorter ones are guessed. */
    public static final int BYTES_MIN = 8;
    /** bcrypt reads no further. */
    public static final int BYTES_MAX = 72;

    private final PasswordEncoder encoder = PasswordEncoderFactories.createDelegatingPasswordEncoder();
    /** Compared against when nobody has the e-mail, so that the answer takes as long as for a wrong password. */
    private final String nobody = encode("nobody has this password");

    /** Refuses a password outside 8 to 72 bytes of UTF-8. */
    public static void check(String password, String field) {
        var length = password.getBytes(StandardCharsets.UTF_8).length;
        if (length < BYTES_MIN || length > BYTES_MAX) {
            throw DomainException.invalid(
                    field, "A password has %d to %d bytes; this one has %d.".formatted(BYTES_MIN, BYTES_MAX, length));
        }
    }

    /** The hash to keep; refuses what {@link #check} refuses. */
    public String hash(String password, String field) {
        check(password, field);
        return encode(password);
    }

    boolean matches(String password, String hash) {
        if (password.getBytes(StandardCharsets.UTF_8).length > BYTES_MAX) {
            return false;
        }
        return encoder.matches(password, hash);
    }

    void pretend(String password) {
        matches(password, nobody);
    }

    private String encode(String password) {
        return java.util.Objects.requireNonNull(encoder.encode(password));
    }
}
