package co.kendev.spaces.spaces.rest;

import co.kendev.spaces.identity.People;
import co.kendev.spaces.identity.web.Caller;
import co.kendev.spaces.platform.tenancy.Actor;
import co.kendev.spaces.platform.web.Listed;
import co.kendev.spaces.spaces.Brand;
import co.kendev.spaces.spaces.Members;
import co.kendev.spaces.spaces.Spaces;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows the spaces the caller belongs to, and their members. */
@RestController
@Tag(name = "spaces")
class SpaceController {
    private final Spaces spaces;
    private final Addressed addressed;
    private final Members members;
    private final People people;

    SpaceController(Spaces spaces, Addressed addressed, Members members, People people) {
        this.spaces = spaces;
        this.addressed = addressed;
        this.members = members;
        this.people = people;
    }

    @Schema(name = "Space")
    record SpaceJson(UUID id, String slug, String name, String tenant, String description, Brand brand) {}

    @Schema(name = "Member")
    record MemberJson(UUID id, String name, String role, Instant joinedAt) {}

    @GetMapping("/api/v1/spaces")
    @Operation(summary = "The spaces the caller belongs to, oldest first; `next` goes into `after`")
    Listed<SpaceJson> spaces(
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable Integer limit,
            @Parameter(hidden = true) Caller caller) {
        var person = caller.person();
        var tenant = caller.tenant();
        var slugs = people.memberships(person.id()).stream()
                .collect(Collectors.toMap(People.Membership::tenant, People.Membership::tenantSlug));
        var found = tenant == null
                ? spaces.of(person.id())
                : spaces.of(new Actor(person.id(), tenant, person.name(), person.operator()));
        var all = found.stream()
                .map(space -> new SpaceJson(
                        space.id().value(),
                        space.slug(),
                        space.name(),
                        slugs.getOrDefault(space.tenant(), space.slug()),
                        space.description(),
                        space.brand()))
                .toList();
        return Listed.of(all, SpaceJson::id, after, limit);
    }

    @GetMapping("/api/v1/spaces/{space}/members")
    @Operation(summary = "The members of a space, by role and name; `next` goes into `after`")
    Listed<MemberJson> members(
            @PathVariable String space,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable Integer limit,
            @Parameter(hidden = true) Caller caller) {
        var at = addressed.space(caller, space);
        var all = members.of(at.actor(), at.space()).stream()
                .map(member -> new MemberJson(
                        member.person().value(), member.name(), member.role().word(), member.joinedAt()))
                .toList();
        return Listed.of(all, MemberJson::id, after, limit);
    }
}
