package co.kendev.spaces.identity.rest;

import co.kendev.spaces.identity.People;
import co.kendev.spaces.identity.Slugs;
import co.kendev.spaces.identity.Tenants;
import co.kendev.spaces.identity.web.Caller;
import co.kendev.spaces.platform.errors.DomainException;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RestController;

/** Says who the caller is, and which names are free. */
@RestController
@Tag(name = "identity")
class MeController {
    private final People people;
    private final Tenants tenants;

    MeController(People people, Tenants tenants) {
        this.people = people;
        this.tenants = tenants;
    }

    /** The caller; {@code tenants} only what the token speaks for. */
    record Me(UUID id, String name, String email, boolean operator, List<Belonging> tenants) {}

    record Belonging(String tenant, String role) {}

    @GetMapping("/api/v1/me")
    @Operation(summary = "Who the caller is")
    Me me(@Parameter(hidden = true) Caller caller) {
        var person = caller.person();
        return new Me(
                person.id().value(),
                person.name(),
                person.email(),
                person.operator(),
                people.memberships(person.id()).stream()
                        .filter(membership ->
                                caller.tenant() == null || caller.tenant().equals(membership.tenant()))
                        .map(membership -> new Belonging(membership.tenantSlug(), membership.role()))
                        .toList());
    }

    record Csrf(String headerName, String token) {}

    @GetMapping("/api/v1/csrf")
    @SecurityRequirements
    @Operation(summary = "The header that writes with the login cookie need")
    ResponseEntity<Csrf> csrf(@Parameter(hidden = true) @RequestAttribute(name = "_csrf") CsrfToken token) {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(new Csrf(token.getHeaderName(), token.getToken()));
    }

    /** @param reason in words, when it is not available */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record SlugAnswer(
            String slug, boolean available, @Nullable String reason) {}

    @GetMapping("/api/v1/slugs/{slug}")
    @SecurityRequirements
    @Operation(summary = "Whether a slug can still be had")
    SlugAnswer slug(@PathVariable String slug) {
        try {
            Slugs.parse(slug, "slug");
        } catch (DomainException refusal) {
            return new SlugAnswer(slug, false, refusal.detail());
        }
        return tenants.conflicting(slug)
                .map(other -> new SlugAnswer(
                        slug,
                        false,
                        other.equals(slug)
                                ? "“" + slug + "” is taken."
                                : "“" + slug + "” looks like “" + other + "”, which is taken."))
                .orElseGet(() -> new SlugAnswer(slug, true, null));
    }
}
