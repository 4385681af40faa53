package co.kendev.spaces;

import co.kendev.spaces.identity.People;
import co.kendev.spaces.identity.Person;
import co.kendev.spaces.identity.Tenant;
import co.kendev.spaces.identity.Tenants;
import co.kendev.spaces.platform.ids.Ids;
import co.kendev.spaces.platform.ids.SpaceId;
import co.kendev.spaces.platform.ids.TenantId;
import co.kendev.spaces.platform.tenancy.Actor;
import co.kendev.spaces.spaces.Brand;
import co.kendev.spaces.spaces.Channel;
import co.kendev.spaces.spaces.Channels;
import co.kendev.spaces.spaces.Channels.NewChannel;
import co.kendev.spaces.spaces.Members;
import co.kendev.spaces.spaces.Permission;
import co.kendev.spaces.spaces.Role;
import co.kendev.spaces.spaces.Space;
import co.kendev.spaces.spaces.Spaces;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Currency;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.stereotype.Component;

/** Businesses, people and channels for tests, made by the use cases themselves. */
@Component
public class Fixtures {
    public static final String PASSWORD = "correct horse";
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final Tenants tenants;
    private final People people;
    private final Spaces spaces;
    private final Channels channels;
    private final Members members;

    Fixtures(Tenants tenants, People people, Spaces spaces, Channels channels, Members members) {
        this.tenants = tenants;
        this.people = people;
        this.spaces = spaces;
        this.channels = channels;
        this.members = members;
    }

    /** A business with a space, two public channels, one private, one for announcements, and its owner. */
    public Business aBusiness() {
        return aBusiness(ZoneId.of("America/Phoenix"));
    }

    /** The same, somewhere else on earth. */
    public Business aBusiness(ZoneId zone) {
        var number = NUMBER.incrementAndGet();
        var tenant = new TenantId(Ids.next());
        var slug = "business-" + number;
        tenants.add(new Tenant(
                tenant,
                slug,
                "Business " + number,
                zone,
                Currency.getInstance("USD"),
                Tenant.State.ACTIVE,
                "kendev",
                1));
        var space = new SpaceId(Ids.next());
        spaces.add(new Space(
                space,
                tenant,
                slug,
                "Business " + number,
                "A business in a test",
                new Brand("#7fd18b", "#1f6b33", 8, "system", new Brand.Logo("🌵", null, "#1f6b33", "#ffffff"))));
        channels.grantAll(
                tenant,
                space,
                Arrays.stream(Role.values())
                        .map(role -> new Channels.Grant(null, role, permissions(role)))
                        .toList());
        channels.addAll(
                tenant,
                space,
                List.of("Start here"),
                List.of(
                        new NewChannel("welcome", Channel.Kind.PUBLIC, "Say hello", "Start here"),
                        new NewChannel("orders", Channel.Kind.PUBLIC, "What leaves the house", "Start here"),
                        new NewChannel("books", Channel.Kind.PRIVATE, "Money", ""),
                        new NewChannel("news", Channel.Kind.ANNOUNCEMENT, "What is new", "")));
        var welcome = channels.find(tenant, space, "welcome").orElseThrow();
        var owner = aMember(tenant, space, Role.OWNER);
        return new Business(tenant, slug, space, owner, welcome);
    }

    private static Set<Permission> permissions(Role role) {
        return switch (role) {
            case OWNER, ADMIN -> EnumSet.allOf(Permission.class);
            case STAFF -> EnumSet.of(Permission.VIEW, Permission.POST, Permission.INVITE);
            case CUSTOMER, INTEGRATOR -> EnumSet.of(Permission.VIEW, Permission.POST);
        };
    }

    /** Somebody new in a space. */
    public Actor aMember(TenantId tenant, SpaceId space, Role role) {
        var person = aPerson();
        members.add(tenant, space, person, role);
        return new Actor(person.id(), tenant, person.name(), false);
    }

    /** Somebody with a login and the password {@link #PASSWORD}, who belongs nowhere yet. */
    public Person aPerson() {
        var number = NUMBER.incrementAndGet();
        return people.findOrRegister("person" + number + "@test.example", "Person " + number, PASSWORD, "password");
    }

    /** What {@link #aBusiness} made. */
    public record Business(TenantId tenant, String slug, SpaceId space, Actor owner, Channel welcome) {}
}
