package co.kendev.spaces.spaces;

import co.kendev.spaces.identity.Emails;
import co.kendev.spaces.identity.People;
import co.kendev.spaces.identity.Person;
import co.kendev.spaces.identity.Tokens;
import co.kendev.spaces.platform.errors.DomainException;
import co.kendev.spaces.platform.errors.ErrorCode;
import co.kendev.spaces.platform.ids.Ids;
import co.kendev.spaces.platform.ids.PersonId;
import co.kendev.spaces.platform.ids.SpaceId;
import co.kendev.spaces.platform.ids.TenantId;
import co.kendev.spaces.platform.tenancy.Actor;
import co.kendev.spaces.platform.tenancy.Scope;
import co.kendev.spaces.platform.tenancy.Tx;
import co.kendev.spaces.platform.upkeep.Purge;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Invites people into a space by a link that expires. */
@Component
public class Invitations implements Purge {
    /** How long a link works. */
    public static final Duration LIFE = Duration.ofDays(7);
    /** How long after its expiry a link still says that it is over or used. */
    private static final Duration KEPT = Duration.ofDays(30);

    private final Tx tx;
    private final JdbcClient jdbc;
    private final JdbcClient relay;
    private final Clock clock;
    private final People people;
    private final Members members;
    private final Spaces spaces;
    private final ApplicationEventPublisher events;

    Invitations(
            Tx tx,
            JdbcClient jdbc,
            @Qualifier("relay") JdbcClient relay,
            Clock clock,
            People people,
            Members members,
            Spaces spaces,
            ApplicationEventPublisher events) {
        this.tx = tx;
        this.jdbc = jdbc;
        this.relay = relay;
        this.clock = clock;
        this.people = people;
        this.members = members;
        this.spaces = spaces;
        this.events = events;
    }

    /** Invites somebody; with an e-mail only they can accept. The token is in the answer alone, never stored. */
    public Invited create(Actor actor, SpaceAccess in, @Nullable String email, Role role) {
        in.require(Permission.INVITE, "invite people");
        if (role == Role.OWNER) {
            throw DomainException.invalid(
                    "role", "A space has one owner, who cannot be invited. Invite an admin instead.");
        }
        if (role == Role.ADMIN && in.role() != Role.OWNER) {
            throw DomainException.forbidden("Only the owner may invite admins.");
        }
        var address = email == null || email.isBlank() ? null : Emails.parse(email, "email");

        var token = Tokens.create();
        var now = clock.instant();
        tx.write(actor.scope(), () -> {
            jdbc.sql("""
                            insert into spaces.invitation
                              (tenant_id, id, space_id, token_hash, email, role, invited_by, created_at, expires_at)
                            values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                            """)
                    .param(actor.tenant().value())
                    .param(Ids.next())
                    .param(in.space().id().value())
                    .param(Tokens.hash(token))
                    .param(address)
                    .param(role.word())
                    .param(actor.person().value())
                    .param(Timestamp.from(now))
                    .param(Timestamp.from(now.plus(LIFE)))
                    .update();
            events.publishEvent(new MemberInvited(actor, in.space().id(), role));
        });
        return new Invited(token, role, now.plus(LIFE));
    }

    /** What a link leads to; NOT_FOUND for a token nobody gave out, GONE for one that is used or over. */
    public Invitation open(String token) {
        return find(token).usable(clock.instant());
    }

    /**
     * Accepts for somebody without a login, or with one they prove by its password.
     *
     * @param email needed when the invitation names none
     */
    public Accepted accept(String token, @Nullable String email, String name, String password) {
        var invitation = open(token);
        var named = invitation.email() == null ? email : invitation.email();
        if (named == null || named.isBlank()) {
            throw DomainException.invalid("email", "Please fill this in.");
        }
        var address = Emails.parse(named, "email");
        return tx.write(Scope.NOBODY, () -> accept(token, people.findOrRegister(address, name, password, "password")));
    }

    /** Accepts for a person who is logged in. */
    public Accepted accept(String token, Person person) {
        var invitation = find(token);
        return tx.write(Scope.of(invitation.space().tenant()), () -> {
            var used = jdbc.sql("""
                            update spaces.invitation set accepted_by = ?, accepted_at = ?
                            where token_hash = ? and accepted_at is null and revoked_at is null and expires_at > ?
                            """)
                    .params(
                            person.id().value(),
                            Timestamp.from(clock.instant()),
                            Tokens.hash(token),
                            Timestamp.from(clock.instant()))
                    .update();
            var now = find(token);
            if (used == 0 && !person.id().equals(now.acceptedBy())) {
                now.usable(clock.instant());
            }
            if (now.email() != null && !now.email().equals(person.email())) {
                throw DomainException.forbidden("This invitation is for " + now.email()
                        + ". Log in as that person, or ask for a link of your own.");
            }
            members.add(now.space().tenant(), now.space().id(), person, now.role());
            return new Accepted(person, now.space());
        });
    }

    /** Removes what has expired for some time. */
    @Override
    public int purge() {
        return relay.sql("select spaces.purge_invitations(?, ?)")
                .params(Timestamp.from(clock.instant().minus(KEPT)), PAGE)
                .query(Integer.class)
                .single();
    }

    private Invitation find(String token) {
        var hash = Tokens.hash(token);
        var tenant = tx.read(
                        Scope.NOBODY,
                        () -> jdbc.sql("select spaces.tenant_of_invitation(?)")
                                .param(hash)
                                .query(UUID.class)
                                .optional())
                .map(TenantId::new)
                .orElseThrow(() -> new DomainException(
                        ErrorCode.NOT_FOUND,
                        "This invitation does not exist. Check that the link is complete, or ask for a new one."));
        return tx.read(
                Scope.of(tenant),
                () -> jdbc.sql("""
                                select i.space_id, i.email, i.role, i.expires_at, i.accepted_by, i.accepted_at, i.revoked_at,
                                  coalesce(m.display_name, '') as inviter
                                from spaces.invitation i
                                left join spaces.member m on m.tenant_id = i.tenant_id and m.space_id = i.space_id
                                  and m.person_id = i.invited_by
                                where i.token_hash = ?
                                """)
                        .param(hash)
                        .query((rs, row) -> {
                            var acceptedBy = rs.getObject("accepted_by", UUID.class);
                            return new Invitation(
                                    spaces.find(tenant, new SpaceId(rs.getObject("space_id", UUID.class)))
                                            .orElseThrow(),
                                    rs.getString("email"),
                                    Role.valueOf(rs.getString("role").toUpperCase(Locale.ROOT)),
                                    rs.getString("inviter"),
                                    rs.getTimestamp("expires_at").toInstant(),
                                    acceptedBy == null ? null : new PersonId(acceptedBy),
                                    rs.getTimestamp("accepted_at") != null,
                                    rs.getTimestamp("revoked_at") != null);
                        })
                        .single());
    }

    /** A link that was given out. */
    public record Invited(String token, Role role, Instant expiresAt) {}

    /** Who joined which space. */
    public record Accepted(Person person, Space space) {}

    /**
     * An invitation as its link shows it.
     *
     * @param inviter the name of who invited; empty when they left
     */
    public record Invitation(
            Space space,
            @Nullable String email,
            Role role,
            String inviter,
            Instant expiresAt,
            @Nullable PersonId acceptedBy,
            boolean accepted,
            boolean revoked) {
        private Invitation usable(Instant now) {
            if (accepted) {
                throw new DomainException(
                        ErrorCode.GONE,
                        "This invitation was used already. If that was you, log in; else ask for a new one.");
            }
            if (revoked || !expiresAt.isAfter(now)) {
                throw new DomainException(
                        ErrorCode.GONE, "This invitation is over. Ask whoever sent it for a new link.");
            }
            return this;
        }
    }
}
