package co.kendev.spaces.bench;

import co.kendev.spaces.dev.Business;
import co.kendev.spaces.dev.DevStack;
import co.kendev.spaces.dev.RestClient;
import co.kendev.spaces.platform.ids.PersonId;
import co.kendev.spaces.platform.ids.TenantId;
import co.kendev.spaces.platform.tenancy.Actor;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the measures share: a running stack, and a business with sixteen people and sixteen channels in it. */
final class Rig {

    static final int POSTERS = 16;

    private static final Duration LIVE_MAX = Duration.ofMinutes(2);
    private static final Duration TOKEN_LIFE = Duration.ofMinutes(4);

    private final DevStack stack;
    private final RestClient rest;
    private final Path build;
    private final boolean quick;
    private final String run;
    private @Nullable Place place;
    private @Nullable List<Shop> shops;
    private int businesses;

    Rig(DevStack stack, Path build, boolean quick) {
        this.stack = stack;
        this.rest = stack.rest();
        this.build = build;
        this.quick = quick;
        this.run = Long.toString(System.currentTimeMillis() / 1000, 36);
    }

    /** Where the posters post. */
    record Place(Business business, UUID tenant, UUID space, List<String> logins, List<UUID> channels) {}

    /** A business that sells, and its owner. */
    record Shop(Business business, TenantId tenant, Actor owner) {}

    DevStack stack() {
        return stack;
    }

    RestClient rest() {
        return rest;
    }

    Path build() {
        return build;
    }

    /** The whole load, or a tenth of it when only the harness is tried. */
    int scaled(int full) {
        return quick ? Math.max(1, full / 10) : full;
    }

    /** A business nobody has signed up yet. */
    Business newBusiness(String template) {
        return Business.of("bench-" + run + "-" + ++businesses, template);
    }

    /** The shared business, made at the first call. */
    Place place() throws IOException, SQLException {
        if (place == null) {
            place = make();
        }
        return place;
    }

    /** Fresh tokens of the sixteen, one login each. */
    List<String> tokens() throws IOException, SQLException {
        var known = tokens;
        if (known == null || System.nanoTime() - tokensAt > TOKEN_LIFE.toNanos()) {
            var fresh = new ArrayList<String>();
            for (var login : place().logins) {
                fresh.add(rest.token(login, Business.PASSWORD));
            }
            tokens = known = List.copyOf(fresh);
            tokensAt = System.nanoTime();
        }
        return known;
    }

    /** Sixteen businesses that sell, made at the first call. */
    List<Shop> shops() throws IOException, SQLException {
        var known = shops;
        if (known == null) {
            var made = new ArrayList<Shop>();
            for (var i = 0; i < POSTERS; i++) {
                made.add(newShop());
            }
            shops = known = List.copyOf(made);
        }
        return known;
    }

    /** One more business that sells. */
    Shop newShop() throws IOException, SQLException {
        var business = newBusiness("service-business");
        rest.awaitLive(rest.signUp(business).required("sign-up"), LIVE_MAX);
        try (var connection = stack.owner();
                var query = connection.prepareStatement("""
                        select s.tenant_id, m.person_id, m.display_name
                        from spaces.space s join spaces.member m on m.tenant_id = s.tenant_id and m.space_id = s.id
                        where s.slug = ? and m.role = 'owner'
                        """)) {
            query.setString(1, business.slug());
            try (var rows = query.executeQuery()) {
                rows.next();
                var tenant = new TenantId(rows.getObject(1, UUID.class));
                var person = new PersonId(rows.getObject(2, UUID.class));
                return new Shop(business, tenant, new Actor(person, tenant, rows.getString(3), false));
            }
        }
    }

    /** A fresh token of a shop's owner. */
    String token(Shop shop) throws IOException {
        return rest.token(shop.business().email(), Business.PASSWORD);
    }

    private @Nullable List<String> tokens;
    private long tokensAt;

    private Place make() throws IOException, SQLException {
        var business = newBusiness("service-business");
        rest.awaitLive(rest.signUp(business).required("sign-up"), LIVE_MAX);
        var owner = rest.token(business.email(), Business.PASSWORD);
        var logins = new ArrayList<String>();
        for (var i = 0; i < POSTERS; i++) {
            var email = "poster" + i + "@" + business.slug() + ".test";
            var invitation = rest.post(
                            "/api/v1/spaces/" + business.slug() + "/invitations",
                            owner,
                            Map.of("email", email, "role", "staff"))
                    .required("invitation");
            rest.post(
                            "/api/v1/invitations/"
                                    + URLEncoder.encode(invitation.text("token"), StandardCharsets.UTF_8)
                                    + "/acceptances",
                            null,
                            Map.of("name", "Poster " + i, "password", Business.PASSWORD))
                    .required("acceptance");
            logins.add(email);
        }
        try (var connection = stack.owner()) {
            UUID tenant;
            UUID space;
            try (var query = connection.prepareStatement("select tenant_id, id from spaces.space where slug = ?")) {
                query.setString(1, business.slug());
                try (var rows = query.executeQuery()) {
                    rows.next();
                    tenant = rows.getObject(1, UUID.class);
                    space = rows.getObject(2, UUID.class);
                }
            }
            var channels = new ArrayList<UUID>();
            for (var i = 0; i < POSTERS; i++) {
                channels.add(channel(connection, tenant, space, "bench-" + i));
            }
            return new Place(business, tenant, space, List.copyOf(logins), List.copyOf(channels));
        }
    }

    /** One more public channel; the product itself has no call for that yet. */
    static UUID channel(java.sql.Connection owner, UUID tenant, UUID space, String name) throws SQLException {
        var id = UUID.randomUUID();
        try (var insert = owner.prepareStatement("""
                insert into spaces.channel (tenant_id, id, space_id, name, kind, topic, position, created_at)
                values (?, ?, ?, ?, 'public', 'Measured', 100, now())
                """)) {
            insert.setObject(1, tenant);
            insert.setObject(2, id);
            insert.setObject(3, space);
            insert.setString(4, name);
            insert.executeUpdate();
        }
        return id;
    }
}
