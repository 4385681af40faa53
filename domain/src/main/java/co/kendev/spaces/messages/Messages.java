package co.kendev.spaces.messages;

import co.kendev.spaces.platform.errors.DomainException;
import co.kendev.spaces.platform.errors.ErrorCode;
import co.kendev.spaces.platform.ids.ChannelId;
import co.kendev.spaces.platform.ids.Ids;
import co.kendev.spaces.platform.ids.MessageId;
import co.kendev.spaces.platform.ids.SpaceId;
import co.kendev.spaces.platform.ids.TenantId;
import co.kendev.spaces.platform.tenancy.Actor;
import co.kendev.spaces.platform.tenancy.Scope;
import co.kendev.spaces.platform.tenancy.Tx;
import co.kendev.spaces.spaces.Access;
import co.kendev.spaces.spaces.Permission;
import co.kendev.spaces.spaces.Role;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Posts, changes and reads messages. */
@Component
public class Messages {
    /** Items of one page at the most. */
    public static final int PAGE_MAX = 200;

    private static final int CLIENT_ID_MAX = 100;
    private static final int WORKFLOW_MAX = 100;

    private final Tx tx;
    private final MessageRows rows;
    private final PostOffice office;
    private final Access access;
    private final Markdown markdown;
    private final Feed feed;
    private final JdbcClient jdbc;
    private final Clock clock;

    Messages(
            Tx tx,
            MessageRows rows,
            PostOffice office,
            Access access,
            Markdown markdown,
            Feed feed,
            JdbcClient jdbc,
            Clock clock) {
        this.tx = tx;
        this.rows = rows;
        this.office = office;
        this.access = access;
        this.markdown = markdown;
        this.feed = feed;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Posts what a person says. The same client id with the same content is the same message; with other content it is refused
     * (CONFLICT).
     */
    public Posted post(Actor actor, ChannelId channel, Draft draft) {
        var allowed = access.channel(actor, channel);
        allowed.requirePost();
        if (draft.type() != MessageType.TEXT && draft.type() != MessageType.IMAGE) {
            throw DomainException.invalid("type", "People post text and image; the other types are the system's own.");
        }
        if (draft.clientId() == null || draft.clientId().isBlank()) {
            throw DomainException.invalid(
                    "clientId", "Send an id of your own making, for example a UUID; it makes repeats harmless.");
        }
        if (draft.blocks() != null) {
            throw DomainException.invalid("blocks", "People post text; blocks are the system's own.");
        }
        if (draft.text().isBlank()) {
            throw DomainException.invalid("text", "Say something, please.");
        }
        var kind = allowed.role() == Role.CUSTOMER ? Author.Kind.CUSTOMER : Author.Kind.PERSON;
        var author = new Author(actor.person().value(), allowed.name(), kind);

        var letter = prepare(actor.tenant(), allowed.channel().space(), channel, author, draft, Fingerprint.of(draft));
        if (tx.isOpen()) {
            // a refused insert would spoil the transaction, also for this question
            return repeat(letter).orElseGet(() -> new Posted(office.storeNow(letter), true));
        }
        try {
            var posted = new Posted(office.post(letter), true);
            feed.pace(channel);
            return posted;
        } catch (DuplicateKeyException e) {
            return repeat(letter).orElseThrow(() -> e);
        }
    }

    /**
     * Says something in the name of the system or an agent, in the transaction that is open or one of its own. The client id makes
     * a repeat harmless: what was said first stays.
     */
    public Message say(TenantId tenant, SpaceId space, ChannelId channel, Author author, Draft draft) {
        return tx.write(Scope.of(tenant), () -> {
            if (draft.clientId() != null) {
                var said = rows.findByClientId(channel, author.id(), draft.clientId());
                if (said.isPresent()) {
                    return said.get().message();
                }
            }
            return office.storeNow(prepare(tenant, space, channel, author, draft, null));
        });
    }

    /** Says several things at once, as {@link #say} says one; each needs a client id. */
    public void sayAll(TenantId tenant, SpaceId space, List<Saying> sayings) {
        tx.write(Scope.of(tenant), () -> {
            var said = rows.said(sayings);
            var letters = sayings.stream()
                    .filter(saying -> !said.contains(saying))
                    .map(saying -> prepare(tenant, space, saying.channel(), saying.author(), saying.draft(), null))
                    .toList();
            if (!letters.isEmpty()) {
                office.storeNow(letters);
            }
        });
    }

    /** Something the system or an agent says in a channel. */
    public record Saying(ChannelId channel, Author author, Draft draft) {}

    /** Changes the text of one's own message that is still at the version one saw; STALE when it is not. */
    public Message edit(Actor actor, MessageId id, long seenVersion, String text) {
        if (text.isBlank()) {
            throw DomainException.invalid("text", "An empty message says nothing. Delete it instead.");
        }
        Texts.check(text, "text", Texts.TEXT_MAX);
        var rendered = markdown.render(text);
        var now = clock.instant();

        return change(actor, id, seenVersion, false, message -> message.edited(text, rendered, now));
    }

    /** Deletes a message that is still at the version one saw: one's own, or anybody's for moderators. */
    public Message delete(Actor actor, MessageId id, long seenVersion) {
        var now = clock.instant();
        return change(actor, id, seenVersion, true, message -> message.deleted(now));
    }

    /**
     * Replaces the blocks of a message the system made, in the transaction that is open or one of its own; a deleted one stays as
     * it is.
     */
    public Message redraw(TenantId tenant, MessageId id, UnaryOperator<@Nullable JsonNode> drawing) {
        return tx.write(Scope.of(tenant), () -> {
            // the lock of the channel orders redrawings: what is seen before it may change meanwhile
            rows.holdChannelOf(id);
            var current = rows.find(id).orElseThrow(() -> DomainException.notFound("The message"));
            if (current.deletedAt() != null) {
                return current;
            }
            var head = rows.advance(tenant, current.channel());
            var changed = current.redrawn(drawing.apply(current.blocks())).at(current.seq(), head.version());
            rows.update(changed, current.version());
            feed.afterCommit(List.of(changed));
            return changed;
        });
    }

    /** One message, for who may see its channel. */
    public Message get(Actor actor, MessageId id) {
        var message =
                tx.read(actor.scope(), () -> rows.find(id)).orElseThrow(() -> DomainException.notFound("The message"));
        access.channel(actor, message.channel());
        return message;
    }

    /** Reads a stretch of a channel, at most {@link #PAGE_MAX} messages. */
    public Page page(Actor actor, ChannelId channel, Cursor cursor, int wanted) {
        access.channel(actor, channel);
        var limit = Math.clamp(wanted, 1, PAGE_MAX);
        return tx.read(actor.scope(), () -> switch (cursor) {
            case Cursor.Newest() -> backward(channel, Long.MAX_VALUE, limit);
            case Cursor.Before(var seq) -> backward(channel, seq, limit);
            case Cursor.After(var seq) -> {
                var found = rows.after(channel, seq, limit + 1);
                var items = found.subList(0, Math.min(limit, found.size()));
                yield new Page(items, found.size() > limit ? items.getLast().seq() : null);
            }
            case Cursor.ChangedAfter(var version) -> {
                var found = rows.changedAfter(channel, version, limit + 1);
                var items = new ArrayList<>(found.subList(0, Math.min(limit, found.size())));
                var next = found.size() > limit ? items.getLast().version() : null;
                items.sort(Comparator.comparingLong(Message::seq));
                yield new Page(items, next);
            }
        });
    }

    /** The tenant a message belongs to; tells nothing else about it. */
    public TenantId tenantOf(MessageId id) {
        return new TenantId(tx.read(
                        Scope.NOBODY,
                        () -> jdbc.sql("select messages.tenant_of_message(?)")
                                .param(id.value())
                                .query(UUID.class)
                                .optional())
                .orElseThrow(() -> DomainException.notFound("The message")));
    }

    private Page backward(ChannelId channel, long before, int limit) {
        var found = rows.before(channel, before, limit + 1);
        var items = new ArrayList<>(found.subList(0, Math.min(limit, found.size())));
        var next = found.size() > limit ? items.getLast().seq() : null;
        items.sort(Comparator.comparingLong(Message::seq));
        return new Page(items, next);
    }

    private Letter prepare(
            TenantId tenant,
            SpaceId space,
            ChannelId channel,
            Author author,
            Draft draft,
            byte @Nullable [] fingerprint) {
        Texts.check(draft.text(), "text", Texts.TEXT_MAX);
        if (draft.clientId() != null) {
            Texts.check(draft.clientId(), "clientId", CLIENT_ID_MAX);
        }
        if (draft.workflow() != null) {
            Texts.check(draft.workflow(), "workflow", WORKFLOW_MAX);
        }
        if (draft.metadata() != null) {
            Texts.checkObject(draft.metadata(), "metadata");
        }
        var thread = draft.thread();
        if (thread != null) {
            var root = tx.read(Scope.of(tenant), () -> rows.find(thread));
            if (root.isEmpty() || !root.get().channel().equals(channel)) {
                throw DomainException.invalid("thread", "There is no such message in this channel to reply to.");
            }
        }
        var rendered = markdown.render(draft.text());
        var unsent = new Message(
                new MessageId(Ids.next()),
                tenant,
                space,
                channel,
                0,
                0,
                author,
                draft.type(),
                draft.text(),
                rendered.html(),
                rendered.plain(),
                draft.thread(),
                draft.department(),
                draft.workflow(),
                draft.priority(),
                draft.journey(),
                draft.metadata(),
                draft.blocks(),
                draft.clientId(),
                clock.instant(),
                null,
                null);
        return new Letter(unsent, fingerprint);
    }

    private Optional<Posted> repeat(Letter letter) {
        var draft = letter.unsent();
        var clientId = draft.clientId();
        if (clientId == null) {
            return Optional.empty();
        }
        return tx.read(
                        Scope.of(draft.tenant()),
                        () -> rows.findByClientId(
                                draft.channel(), draft.author().id(), clientId))
                .map(stored -> {
                    if (!Arrays.equals(stored.contentHash(), letter.fingerprint())) {
                        throw new DomainException(
                                ErrorCode.CONFLICT,
                                "This clientId was used for another message. Use a new one for each message.",
                                "clientId");
                    }
                    return new Posted(stored.message(), false);
                });
    }

    private Message change(
            Actor actor, MessageId id, long seenVersion, boolean moderatorsToo, UnaryOperator<Message> edit) {
        var before = get(actor, id);
        var allowed = access.channel(actor, before.channel());
        var own = before.author().id().equals(actor.person().value());
        if (!own && !(moderatorsToo && allowed.may(Permission.MODERATE))) {
            throw DomainException.forbidden(
                    moderatorsToo
                            ? "You may delete your own messages. Ask a moderator to delete this one."
                            : "You may edit your own messages only.");
        }

        return tx.write(actor.scope(), () -> {
            var head = rows.advance(actor.tenant(), before.channel());
            var current = rows.find(id).orElseThrow(() -> DomainException.notFound("The message"));
            if (current.version() != seenVersion) {
                throw new DomainException(
                        ErrorCode.STALE,
                        "This message was changed in the meantime (it is at version " + current.version()
                                + "). Look at it again, then repeat your change.");
            }
            if (current.deletedAt() != null) {
                throw new DomainException(ErrorCode.GONE, "This message was deleted.");
            }
            var changed = edit.apply(current).at(current.seq(), head.version());
            rows.keepRevision(current, actor.person().value(), clock.instant());
            rows.update(changed, current.version());
            feed.afterCommit(List.of(changed));
            return changed;
        });
    }

    /** A message on its way to its place in the channel. */
    record Letter(Message unsent, byte @Nullable [] fingerprint) {}
}
