package co.kendev.spaces.identity.web;

import co.kendev.spaces.identity.Logins;
import co.kendev.spaces.identity.Person;
import java.time.Instant;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;

/** Puts a person in front of the screen, as the login filter would. */
public final class SignedIn {
    private SignedIn() {}

    public static void as(Person person) {
        var login = new Logins.Login(person.id().value(), person, "dark", Instant.MAX);
        SecurityContextHolder.setContext(
                new SecurityContextImpl(new CallerAuthentication(new Caller(person, null, login, Instant.MAX))));
    }

    public static void nobody() {
        SecurityContextHolder.clearContext();
    }
}
