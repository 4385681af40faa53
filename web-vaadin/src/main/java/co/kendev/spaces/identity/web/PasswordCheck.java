package co.kendev.spaces.identity.web;

import co.kendev.spaces.identity.Passwords;
import co.kendev.spaces.identity.People;
import co.kendev.spaces.identity.Person;
import co.kendev.spaces.platform.errors.DomainException;
import co.kendev.spaces.platform.errors.ErrorCode;
import co.kendev.spaces.platform.web.Network;
import co.kendev.spaces.platform.web.Problem;
import co.kendev.spaces.platform.web.RateLimit;
import co.kendev.spaces.platform.web.RequestRefused;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** Lets nobody guess passwords: after 10 wrong ones for a login from one address, that address waits; the account never does. */
@Component
public class PasswordCheck {
    private static final int WRONG_MAX = 10;
    private static final Duration WINDOW = Duration.ofMinutes(5);

    private final People people;
    private final RateLimit wrong;

    PasswordCheck(People people, Clock clock) {
        this.people = people;
        this.wrong = new RateLimit(WRONG_MAX, WINDOW, clock);
    }

    /**
     * The person of this login and password.
     *
     * @param address where the attempt comes from
     * @throws RequestRefused too many wrong ones before this one
     * @throws DomainException UNAUTHENTICATED when one of the two is wrong
     */
    public Person check(String login, String password, String address) {
        return guard(
                login,
                password,
                address,
                () -> people.authenticate(login, password)
                        .orElseThrow(() -> new DomainException(
                                ErrorCode.UNAUTHENTICATED, "This e-mail and this password do not belong together.")));
    }

    /**
     * Runs something that proves a password on its way, and counts it when the password was wrong.
     *
     * @param login the e-mail the password is said to belong to
     */
    public <T> T guard(String login, String password, String address, Supplier<T> proof) {
        var key = login.strip().toLowerCase(Locale.ROOT) + ' ' + Network.sender(address);
        // counted before it is known to be wrong: a hundred guesses at once are a hundred guesses
        wrong.take(key).ifPresent(wait -> {
            throw new RequestRefused(
                    Problem.Kind.TOO_MANY.because(
                            "Too many wrong passwords for this login from your address. Wait a few minutes; the account itself is not locked."),
                    wait);
        });
        try {
            var result = proof.get();
            wrong.forget(key);
            return result;
        } catch (DomainException e) {
            if (!isWrong(password, e)) {
                wrong.giveBack(key);
            }
            throw e;
        } catch (RuntimeException e) {
            wrong.giveBack(key);
            throw e;
        }
    }

    private static boolean isWrong(String password, DomainException refusal) {
        // a new person's password that is too short or too long is refused at the same field, and is no guess
        var length = password.getBytes(StandardCharsets.UTF_8).length;
        return refusal.code() == ErrorCode.UNAUTHENTICATED
                || (refusal.code() == ErrorCode.INVALID
                        && "password".equals(refusal.field())
                        && length >= Passwords.BYTES_MIN
                        && length <= Passwords.BYTES_MAX);
    }
}
