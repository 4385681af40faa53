package co.kendev.spaces.identity.rest;

import co.kendev.spaces.identity.People;
import co.kendev.spaces.identity.Person;
import co.kendev.spaces.identity.RefreshTokens;
import co.kendev.spaces.identity.web.AccessTokens;
import co.kendev.spaces.identity.web.PasswordCheck;
import co.kendev.spaces.platform.errors.DomainException;
import co.kendev.spaces.platform.errors.ErrorCode;
import co.kendev.spaces.platform.ids.TenantId;
import co.kendev.spaces.platform.web.Fields;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Gives programs their tokens. */
@RestController
@Tag(name = "identity")
class TokenController {
    private final PasswordCheck passwords;
    private final People people;
    private final RefreshTokens refreshTokens;
    private final AccessTokens accessTokens;

    TokenController(PasswordCheck passwords, People people, RefreshTokens refreshTokens, AccessTokens accessTokens) {
        this.passwords = passwords;
        this.people = people;
        this.refreshTokens = refreshTokens;
        this.accessTokens = accessTokens;
    }

    /** Either login and password, or a refresh token. */
    record TokenRequest(
            @Nullable String login,
            @Nullable String password,
            @Nullable String tenant,
            @Nullable String refreshToken) {}

    /** @param expiresIn seconds until the access token is over */
    record TokenResponse(String accessToken, String refreshToken, long expiresIn) {}

    @PostMapping("/api/v1/token")
    @SecurityRequirements
    @Operation(
            summary = "An access token, by login and password or by refresh token",
            description =
                    "`tenant` is the slug, needed when the person belongs to several. A refresh token works once.")
    ResponseEntity<TokenResponse> token(@RequestBody TokenRequest request, HttpServletRequest http) {
        var answer = request.refreshToken() == null ? begin(request, http) : refresh(request);
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(answer);
    }

    private TokenResponse begin(TokenRequest request, HttpServletRequest http) {
        var fields = new Fields();
        var login = fields.text("login", request.login());
        var password = fields.text("password", request.password());
        fields.check();
        var person = passwords.check(login, password, http.getRemoteAddr());
        var membership = choose(person, people.memberships(person.id()), request.tenant());
        return membership == null
                ? answer(person, null, null, refreshTokens.begin(person.id(), null))
                : answer(
                        person,
                        membership.tenant(),
                        membership.tenantSlug(),
                        refreshTokens.begin(person.id(), membership.tenant()));
    }

    private TokenResponse refresh(TokenRequest request) {
        var fields = new Fields();
        if (request.login() != null || request.password() != null || request.tenant() != null) {
            fields.wrong("refreshToken", "stands alone: it knows its person and tenant");
        }
        fields.check();
        var rotated =
                refreshTokens.rotate(String.valueOf(request.refreshToken())).orElseThrow(() -> over());
        var person = people.get(rotated.person());
        var tenant = rotated.tenant();
        if (tenant == null) {
            return answer(person, null, null, rotated.token());
        }
        var slug = people.memberships(person.id()).stream()
                .filter(membership -> membership.tenant().equals(tenant))
                .map(People.Membership::tenantSlug)
                .findFirst()
                .orElseThrow(() -> over());
        return answer(person, tenant, slug, rotated.token());
    }

    private static DomainException over() {
        return new DomainException(
                ErrorCode.UNAUTHENTICATED, "This refresh token is unknown, over or used before. Log in again.");
    }

    private static People.@Nullable Membership choose(
            Person person, List<People.Membership> memberships, @Nullable String wanted) {
        if (wanted != null) {
            return memberships.stream()
                    .filter(membership -> membership.tenantSlug().equals(wanted))
                    .findFirst()
                    .orElseThrow(
                            () -> DomainException.invalid("tenant", "You do not belong to a tenant of this slug."));
        }
        if (memberships.size() == 1) {
            return memberships.getFirst();
        }
        if (memberships.isEmpty()) {
            if (person.operator()) {
                return null;
            }
            throw DomainException.forbidden(
                    "You belong to no business yet, or no more. If you have just signed up, your space is still being built: try again in a moment.");
        }
        throw DomainException.invalid(
                "tenant",
                "You belong to several tenants; name one of: "
                        + memberships.stream()
                                .map(People.Membership::tenantSlug)
                                .collect(Collectors.joining(", "))
                        + ".");
    }

    private TokenResponse answer(
            Person person, @Nullable TenantId tenant, @Nullable String tenantSlug, String refreshToken) {
        return new TokenResponse(
                accessTokens.issue(person, tenant, tenantSlug), refreshToken, AccessTokens.LIFE.toSeconds());
    }
}
