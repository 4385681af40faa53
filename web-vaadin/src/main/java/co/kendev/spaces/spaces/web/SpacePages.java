package co.kendev.spaces.spaces.web;

import co.kendev.spaces.identity.People;
import co.kendev.spaces.identity.Tenant;
import co.kendev.spaces.identity.Tenants;
import co.kendev.spaces.identity.web.Caller;
import co.kendev.spaces.platform.errors.DomainException;
import co.kendev.spaces.platform.ids.TenantId;
import co.kendev.spaces.platform.web.Paths;
import co.kendev.spaces.spaces.Channels;
import co.kendev.spaces.spaces.Role;
import co.kendev.spaces.spaces.Space;
import co.kendev.spaces.spaces.Spaces;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** The page a space shows to everybody, and its brand as a style sheet. */
@Controller
public class SpacePages {
    private final Tenants tenants;
    private final Spaces spaces;
    private final Channels channels;
    private final People people;

    SpacePages(Tenants tenants, Spaces spaces, Channels channels, People people) {
        this.tenants = tenants;
        this.spaces = spaces;
        this.channels = channels;
        this.people = people;
    }

    @GetMapping("/s/{slug}")
    String space(@PathVariable String slug, Model model) {
        var space = find(slug);
        var member = Caller.current()
                .filter(caller -> isMember(caller, space.tenant()))
                .isPresent();
        var inside = Paths.inside(slug);
        model.addAttribute(
                "view",
                new View(
                        space.name(),
                        space.description(),
                        BrandCss.initials(space.name()),
                        slug,
                        sheet(space),
                        member ? inside : "/login?continue=" + URLEncoder.encode(inside, StandardCharsets.UTF_8),
                        member,
                        groups(space)));
        return "space";
    }

    @GetMapping("/brand/{slug}.css")
    ResponseEntity<String> brand(@PathVariable String slug) {
        return ResponseEntity.ok()
                .contentType(new MediaType("text", "css", StandardCharsets.UTF_8))
                .cacheControl(CacheControl.maxAge(Duration.ofDays(1)).cachePublic())
                .body(BrandCss.rule(slug, find(slug).brand()));
    }

    /** The address of the space's style sheet; another one after every change of the brand. */
    static String sheet(Space space) {
        return BrandCss.address(space.slug(), space.brand());
    }

    private Space find(String slug) {
        return tenants.idOf(slug)
                .flatMap(tenants::find)
                .filter(tenant -> tenant.state() == Tenant.State.ACTIVE)
                .flatMap(tenant -> spaces.find(tenant.id(), slug))
                .orElseThrow(() -> DomainException.notFound("The space"));
    }

    private boolean isMember(Caller caller, TenantId tenant) {
        return people.memberships(caller.person().id()).stream()
                .anyMatch(membership -> membership.tenant().equals(tenant));
    }

    /** What customers see is what the business shows; the names of its inner channels are its own affair. */
    private List<Group> groups(Space space) {
        var groups = new LinkedHashMap<String, List<Line>>();
        for (var channel : channels.openTo(space.tenant(), space.id(), Role.CUSTOMER)) {
            groups.computeIfAbsent(channel.category(), name -> new ArrayList<>())
                    .add(new Line(channel.name(), channel.kind().word(), channel.topic()));
        }
        return groups.entrySet().stream()
                .map(group -> new Group(group.getKey(), group.getValue()))
                .toList();
    }

    /** The page's model. */
    public record View(
            String name,
            String description,
            String monogram,
            String brandKey,
            String brandSheet,
            String enter,
            boolean member,
            List<Group> categories) {}

    /** A category with its channels. */
    public record Group(String name, List<Line> channels) {}

    /** A channel in one line. */
    public record Line(String name, String kind, String topic) {}
}
