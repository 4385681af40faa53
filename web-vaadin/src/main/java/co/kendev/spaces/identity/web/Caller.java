package co.kendev.spaces.identity.web;

import co.kendev.spaces.identity.Logins;
import co.kendev.spaces.identity.Person;
import co.kendev.spaces.platform.errors.DomainException;
import co.kendev.spaces.platform.errors.ErrorCode;
import co.kendev.spaces.platform.ids.TenantId;
import co.kendev.spaces.platform.tenancy.Actor;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.AuthenticatedPrincipal;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * Who makes a request.
 *
 * @param tenant the only tenant the caller speaks for; null with the login cookie, which speaks for all of the person's
 * @param login the stay behind the cookie; null with an access token
 * @param expiresAt when what the caller showed is over
 */
public record Caller(Person person, @Nullable TenantId tenant, Logins.@Nullable Login login, Instant expiresAt)
        implements AuthenticatedPrincipal {

    @Override
    public String getName() {
        return person.id().toString();
    }

    /** The caller of the request this thread serves. */
    public static Optional<Caller> current() {
        var authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null && authentication.getPrincipal() instanceof Caller caller
                ? Optional.of(caller)
                : Optional.empty();
    }

    /** The caller, acting in the tenant of what they ask for; NOT_FOUND when their token speaks for another tenant. */
    public Actor in(TenantId addressed, String what) {
        if (tenant != null && !tenant.equals(addressed)) {
            throw DomainException.notFound(what);
        }
        return new Actor(person.id(), addressed, person.name(), person.operator());
    }

    static DomainException nobody() {
        return new DomainException(
                ErrorCode.UNAUTHENTICATED, "Log in, or send an access token: POST /api/v1/token gives one.");
    }
}
