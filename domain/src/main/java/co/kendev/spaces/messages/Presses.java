package co.kendev.spaces.messages;

import co.kendev.spaces.identity.Tenants;
import co.kendev.spaces.platform.errors.DomainException;
import co.kendev.spaces.platform.errors.ErrorCode;
import co.kendev.spaces.platform.ids.MessageId;
import co.kendev.spaces.platform.ids.TenantId;
import co.kendev.spaces.platform.tenancy.Actor;
import co.kendev.spaces.platform.tenancy.Tx;
import co.kendev.spaces.spaces.Access;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Presses the buttons of widgets. Of those who press the same state of a block the first one's press is carried out, in one
 * transaction with everything it does; the others hear who that was.
 *
 * <p>Locks are taken in one order: the press, then the facts of the feature, then the channel in which the block is drawn anew.
 */
@Component
public class Presses {
    private static final Logger LOG = LoggerFactory.getLogger(Presses.class);
    private static final Pattern BLOCK = Pattern.compile("[\\w.:-]{1,100}");
    private static final Pattern ACTION = Pattern.compile("[a-z][\\w.:-]{0,49}");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("'at' HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("'on' d MMM yyyy 'at' HH:mm", Locale.ENGLISH);

    private final Tx tx;
    private final PressRows presses;
    private final MessageRows rows;
    private final Messages messages;
    private final Access access;
    private final Tenants tenants;
    private final Map<String, MessageBlock> types;
    private final Clock clock;

    Presses(
            Tx tx,
            PressRows presses,
            MessageRows rows,
            Messages messages,
            Access access,
            Tenants tenants,
            ObjectProvider<MessageBlock> types,
            Clock clock) {
        this.tx = tx;
        this.presses = presses;
        this.rows = rows;
        this.messages = messages;
        this.access = access;
        this.tenants = tenants;
        this.types = types.stream().collect(Collectors.toMap(MessageBlock::type, Function.identity()));
        this.clock = clock;
    }

    /**
     * Presses an action of a block as it was drawn at a revision; the same press again is harmless.
     *
     * @param values what the form held, an object
     * @return the message as it is afterwards
     * @throws DomainException CONFLICT when somebody else was first, or the block was drawn anew since; else what the block's
     *     feature refuses, after which the same revision may be pressed again
     */
    public Message press(Actor actor, MessageId id, String block, int revision, String action, JsonNode values) {
        var seen = messages.get(actor, id);
        if (!BLOCK.matcher(block).matches()) {
            throw missing();
        }
        if (!ACTION.matcher(action).matches()) {
            throw DomainException.invalid("action", "One of the actions that the widget offers, please.");
        }
        Texts.checkObject(values, "values");
        var name = access.channel(actor, seen.channel()).name();
        var claim = new PressRows.Claim(actor, name, id, block, revision, action, values);
        return tx.write(actor.scope(), () -> {
            if (presses.claim(claim, clock.instant())) {
                carryOut(claim);
            } else {
                letWinnerStand(claim);
            }
            return current(id);
        });
    }

    /** The message is read under the claim: whoever pressed an earlier revision has committed by now. */
    private void carryOut(PressRows.Claim claim) {
        var message = current(claim.message());
        if (message.deletedAt() != null) {
            throw new DomainException(ErrorCode.GONE, "This message was deleted.");
        }
        var block = blockOf(message, claim.block()).orElseThrow(Presses::missing);
        if (revisionOf(block) != claim.revision()) {
            throw new DomainException(ErrorCode.CONFLICT, "It changed meanwhile; look at it again.");
        }
        var type = typeOf(block)
                .orElseThrow(() -> new DomainException(
                        ErrorCode.CONFLICT,
                        "This widget is of another version of the application. Look at it again in a while."));

        type.press(new Press(claim.actor(), claim.name(), message, block, claim.action(), claim.values()));

        var after = blockOf(current(claim.message()), claim.block());
        if (after.isPresent() && revisionOf(after.get()) <= claim.revision()) {
            throw new IllegalStateException(
                    type.type() + " did not raise the revision of its block; nobody could press it again");
        }
        LOG.info(
                "{} pressed {} of {} in message {}",
                claim.actor().person(),
                claim.action(),
                type.type(),
                claim.message());
    }

    /** Says nothing to somebody who repeats their own press, and to everybody else who was first. */
    private void letWinnerStand(PressRows.Claim late) {
        var winner = presses.winner(late);
        if (winner.same()) {
            return;
        }
        var who = winner.person().equals(late.actor().person()) ? "You" : winner.name();
        var did = blockOf(current(late.message()), late.block())
                .flatMap(this::typeOf)
                .map(type -> type.done(winner.action()))
                .orElse("answered this");
        throw new DomainException(
                ErrorCode.CONFLICT,
                who + " " + did + " " + when(winner.at(), late.actor().tenant()) + ".");
    }

    private Optional<MessageBlock> typeOf(JsonNode block) {
        return Optional.ofNullable(types.get(block.path("type").asString("")));
    }

    private String when(Instant at, TenantId tenant) {
        var zone = tenants.get(tenant).timeZone();
        var then = at.atZone(zone);
        var today = clock.instant().atZone(zone).toLocalDate();
        return (then.toLocalDate().equals(today) ? TIME : DAY).format(then);
    }

    private Message current(MessageId id) {
        return rows.find(id).orElseThrow(() -> DomainException.notFound("The message"));
    }

    private static Optional<JsonNode> blockOf(Message message, String id) {
        var blocks = message.blocks();
        return blocks == null
                ? Optional.empty()
                : blocks.valueStream()
                        .filter(block -> block.path("id").asString("").equals(id)
                                && block.path("revision").isInt())
                        .findFirst();
    }

    private static int revisionOf(JsonNode block) {
        return block.path("revision").intValue();
    }

    private static DomainException missing() {
        return DomainException.notFound("The widget");
    }
}
