package co.kendev.spaces.identity;

import co.kendev.spaces.platform.errors.DomainException;
import co.kendev.spaces.platform.errors.ErrorCode;
import co.kendev.spaces.platform.ids.Ids;
import co.kendev.spaces.platform.ids.PersonId;
import co.kendev.spaces.platform.ids.TenantId;
import co.kendev.spaces.platform.tenancy.Scope;
import co.kendev.spaces.platform.tenancy.Tx;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps the people, and in which tenants they belong. */
@Component
public class People {
    private static final int NAME_MAX = 80;

    private final Tx tx;
    private final JdbcClient jdbc;
    private final Passwords passwords;
    private final Clock clock;
    private final DemoPolicy demo;

    People(Tx tx, JdbcClient jdbc, Passwords passwords, Clock clock, DemoPolicy demo) {
        this.tx = tx;
        this.jdbc = jdbc;
        this.passwords = passwords;
        this.clock = clock;
        this.demo = demo;
    }

    /** Who has this e-mail and this password; empty for either being wrong, after the same time. */
    public Optional<Person> authenticate(String email, String password) {
        var found = credentials(email.strip().toLowerCase(java.util.Locale.ROOT));
        if (found.isEmpty()) {
            passwords.pretend(password);
            return Optional.empty();
        }
        var known = found.get();
        if (!passwords.matches(password, known.passwordHash())
                || !demo.admits(known.person().email())) {
            return Optional.empty();
        }
        return Optional.of(known.person());
    }

    /**
     * The person of this e-mail: made if nobody has it, else proven by the password they already have. Runs in the open
     * transaction, or one of its own.
     *
     * @throws DomainException INVALID at {@code password} when the e-mail is known and the password is not its own
     */
    public Person findOrRegister(String email, String name, String password) {
        var address = Emails.parse(email, "ownerEmail");
        return findOrRegister(address, name, password, "password");
    }

    /** As above; the address is parsed already and the field of the password is the caller's. */
    public Person findOrRegister(String address, String name, String password, String passwordField) {
        if (!demo.admits(address)) {
            throw DomainException.invalid(
                    passwordField, "Addresses that end in .example are for demonstrations. Use another e-mail.");
        }
        var known = credentials(address);
        if (known.isPresent()) {
            if (!passwords.matches(password, known.get().passwordHash())) {
                throw DomainException.invalid(
                        passwordField,
                        "This e-mail already has a login. Enter the password of that login, or use another e-mail.");
            }
            return known.get().person();
        }
        var shown = Names.parse(name, "name", NAME_MAX);
        var hash = passwords.hash(password, passwordField);
        var id = new PersonId(Ids.next());
        return tx.write(Scope.of(id), () -> {
            var inserted = jdbc.sql("""
                            insert into identity.person (id, email, name, password_hash, theme, created_at)
                            values (?, ?, ?, ?, 'dark', ?) on conflict (email) do nothing
                            """)
                    .params(id.value(), address, shown, hash, Timestamp.from(clock.instant()))
                    .update();
            if (inserted == 0) {
                // somebody registered the same e-mail a moment ago: now it is a known one
                return findOrRegister(address, name, password, passwordField);
            }
            return new Person(id, address, shown, false);
        });
    }

    /** The person of an id, also one of the demo: this lets nobody in who was not let in before. */
    public Person get(PersonId id) {
        return tx.read(
                Scope.of(id),
                () -> jdbc.sql("select id, email, name, operator from identity.person where id = ?")
                        .param(id.value())
                        .query((rs, row) ->
                                new Person(id, rs.getString("email"), rs.getString("name"), rs.getBoolean("operator")))
                        .optional()
                        .orElseThrow(() -> new DomainException(
                                ErrorCode.UNAUTHENTICATED, "This login belongs to nobody any more. Log in again.")));
    }

    /** The tenants a person belongs to, oldest first. */
    public List<Membership> memberships(PersonId id) {
        return tx.read(
                Scope.of(id),
                () -> jdbc.sql("""
                                select tenant_id, tenant_slug, role from identity.membership
                                where person_id = ? order by created_at, tenant_slug
                                """)
                        .param(id.value())
                        .query((rs, row) -> new Membership(
                                id,
                                new TenantId(rs.getObject("tenant_id", UUID.class)),
                                rs.getString("tenant_slug"),
                                rs.getString("role")))
                        .list());
    }

    /** The people who own a tenant. */
    public Set<PersonId> owners(TenantId tenant) {
        return tx.read(
                Scope.of(tenant),
                () -> jdbc.sql("select person_id from identity.membership where tenant_id = ? and role = 'owner'")
                        .param(tenant.value())
                        .query((rs, row) -> new PersonId(rs.getObject(1, UUID.class)))
                        .set());
    }

    /** Lets a person belong to a tenant; saying it twice changes nothing. */
    public void join(PersonId person, TenantId tenant, String tenantSlug, String role) {
        tx.write(Scope.of(tenant), () -> {
            jdbc.sql("""
                            insert into identity.membership (person_id, tenant_id, tenant_slug, role, created_at)
                            values (?, ?, ?, ?, ?) on conflict (person_id, tenant_id) do nothing
                            """)
                    .params(person.value(), tenant.value(), tenantSlug, role, Timestamp.from(clock.instant()))
                    .update();
        });
    }

    /** How the person wants the screens: {@code dark}, {@code light} or {@code system}. */
    public void chooseTheme(PersonId person, String theme) {
        tx.write(Scope.of(person), () -> {
            jdbc.sql("update identity.person set theme = ? where id = ?")
                    .params(theme, person.value())
                    .update();
        });
    }

    /** Removes a person who belongs to no tenant and runs nothing; anybody else stays. */
    public void removeIfUnused(PersonId person) {
        tx.write(Scope.of(person), () -> {
            jdbc.sql("""
                            delete from identity.person p where p.id = ? and not p.operator
                            and not exists (select from identity.membership m where m.person_id = p.id)
                            """).param(person.value()).update();
        });
    }

    private Optional<Credentials> credentials(String email) {
        return tx.read(
                Scope.NOBODY,
                () -> jdbc.sql("select id, email, name, password_hash, operator from identity.person_by_email(?)")
                        .param(email)
                        .query((rs, row) -> new Credentials(
                                new Person(
                                        new PersonId(rs.getObject("id", UUID.class)),
                                        rs.getString("email"),
                                        rs.getString("name"),
                                        rs.getBoolean("operator")),
                                rs.getString("password_hash")))
                        .optional());
    }

    private record Credentials(Person person, String passwordHash) {}

    /** One tenant a person belongs to, with the role they have in its first space. */
    public record Membership(PersonId person, TenantId tenant, String tenantSlug, String role) {}
}
