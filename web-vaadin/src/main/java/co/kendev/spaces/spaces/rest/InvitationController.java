package co.kendev.spaces.spaces.rest;

import co.kendev.spaces.identity.web.Caller;
import co.kendev.spaces.identity.web.PasswordCheck;
import co.kendev.spaces.platform.web.Fields;
import co.kendev.spaces.spaces.Access;
import co.kendev.spaces.spaces.Brand;
import co.kendev.spaces.spaces.Invitations;
import co.kendev.spaces.spaces.Role;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** Invites people into a space, and takes their answer. */
@RestController
@Tag(name = "spaces")
class InvitationController {
    private final Invitations invitations;
    private final Access access;
    private final Addressed addressed;
    private final PasswordCheck passwords;

    InvitationController(Invitations invitations, Access access, Addressed addressed, PasswordCheck passwords) {
        this.invitations = invitations;
        this.access = access;
        this.addressed = addressed;
        this.passwords = passwords;
    }

    /** @param email then only this person can accept */
    record Invite(@Nullable String email, @Nullable String role) {}

    record Invited(String token, String url, String role, Instant expiresAt) {}

    record Offer(
            SpaceSummary space,
            String role,
            String inviter,
            @Nullable String email,
            Instant expiresAt) {}

    @Schema(name = "SpaceSummary")
    record SpaceSummary(UUID id, String slug, String name, String description, Brand brand) {}

    /** @param password of the login this e-mail already has, else of the new one */
    record Accept(
            @Nullable String name,
            @Nullable String email,
            @Nullable String password) {
        static final Accept NOTHING = new Accept(null, null, null);
    }

    record Accepted(UUID person, String name, SpaceSummary space) {}

    @PostMapping("/api/v1/spaces/{space}/invitations")
    @Operation(summary = "A link that lets somebody join")
    ResponseEntity<Invited> invite(
            @PathVariable String space, @RequestBody Invite body, @Parameter(hidden = true) Caller caller) {
        var at = addressed.space(caller, space);
        var fields = new Fields();
        var role = fields.text("role", body.role());
        fields.check();
        var invited = invitations.create(
                at.actor(), access.space(at.actor(), at.space()), body.email(), Role.parse(role, "role"));
        var url = ServletUriComponentsBuilder.fromCurrentContextPath()
                .path("/invite/{token}")
                .build(invited.token());
        return ResponseEntity.created(URI.create("/api/v1/invitations/" + invited.token()))
                .body(new Invited(
                        invited.token(), url.toString(), invited.role().word(), invited.expiresAt()));
    }

    @GetMapping("/api/v1/invitations/{token}")
    @SecurityRequirements
    @Operation(summary = "What an invitation leads to")
    Offer open(@PathVariable String token) {
        var offer = invitations.open(token);
        return new Offer(
                summary(offer.space()), offer.role().word(), offer.inviter(), offer.email(), offer.expiresAt());
    }

    @PostMapping("/api/v1/invitations/{token}/acceptances")
    @SecurityRequirements
    @Operation(
            summary = "Join",
            description =
                    "Logged in: the body may be empty. Otherwise name, password, and the e-mail if the invitation names none.")
    ResponseEntity<Accepted> accept(
            @PathVariable String token,
            @RequestBody(required = false) @Nullable Accept body,
            @Parameter(hidden = true) @Nullable Caller caller,
            HttpServletRequest http) {
        var accepted = caller == null
                ? acceptAsGuest(token, body == null ? Accept.NOTHING : body, http)
                : invitations.accept(token, caller.person());
        var person = accepted.person();
        return ResponseEntity.status(201)
                .body(new Accepted(person.id().value(), person.name(), summary(accepted.space())));
    }

    private Invitations.Accepted acceptAsGuest(String token, Accept body, HttpServletRequest http) {
        var offer = invitations.open(token);
        var fields = new Fields();
        var name = fields.text("name", body.name());
        var password = fields.text("password", body.password());
        var email = offer.email() == null ? fields.text("email", body.email()) : offer.email();
        fields.check();
        return passwords.guard(
                email, password, http.getRemoteAddr(), () -> invitations.accept(token, email, name, password));
    }

    private static SpaceSummary summary(co.kendev.spaces.spaces.Space space) {
        return new SpaceSummary(space.id().value(), space.slug(), space.name(), space.description(), space.brand());
    }
}
