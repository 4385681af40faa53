package co.kendev.spaces.revenue;

import co.kendev.spaces.identity.Tenant;
import co.kendev.spaces.identity.Tenants;
import co.kendev.spaces.messages.Author;
import co.kendev.spaces.messages.Department;
import co.kendev.spaces.messages.Draft;
import co.kendev.spaces.messages.Markdown;
import co.kendev.spaces.messages.Message;
import co.kendev.spaces.messages.MessagePosted;
import co.kendev.spaces.messages.MessageType;
import co.kendev.spaces.messages.Messages;
import co.kendev.spaces.messages.Priority;
import co.kendev.spaces.platform.errors.DomainException;
import co.kendev.spaces.platform.ids.PersonId;
import co.kendev.spaces.platform.money.Currencies;
import co.kendev.spaces.platform.money.Money;
import co.kendev.spaces.platform.tenancy.Actor;
import co.kendev.spaces.platform.time.BusinessTime;
import co.kendev.spaces.revenue.pricing.Amounts;
import co.kendev.spaces.spaces.Channels;
import java.util.Currency;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Takes sales where people talk: {@code /sale 120.00 golden barrels}. The sale is written down in the transaction of the message
 * that says it; what cannot be read as one is answered in the channel.
 */
@Component
class SaleCommand {
    private static final Pattern COMMAND = Pattern.compile("/sale(?:\\s+(\\S+)(?:\\s+(.*))?)?", Pattern.DOTALL);

    private final Payments payments;
    private final Messages messages;
    private final Channels channels;
    private final Tenants tenants;
    private final BusinessTime time;

    SaleCommand(Payments payments, Messages messages, Channels channels, Tenants tenants, BusinessTime time) {
        this.payments = payments;
        this.messages = messages;
        this.channels = channels;
        this.tenants = tenants;
        this.time = time;
    }

    @EventListener
    void on(MessagePosted event) {
        var message = event.message();
        if (message.author().kind() == Author.Kind.SYSTEM || message.author().kind() == Author.Kind.AGENT) {
            return;
        }
        var command = COMMAND.matcher(message.plain().strip());
        if (!command.matches()) {
            return;
        }
        var tenant = tenants.get(message.tenant());
        try {
            var amount = Money.parse(given(command.group(1)), tenant.currency(), "amount");
            requireWorth(amount);
            var reference = reference(given(command.group(2)).strip(), tenant.currency());
            record(message, tenant, amount, reference);
            answer(
                    message,
                    "**" + amount.text() + "** recorded as a sale"
                            + (reference.isEmpty() ? "." : ": " + Markdown.escaped(reference)));
        } catch (DomainException refusal) {
            answer(
                    message,
                    "This was not recorded as a sale. " + Markdown.escaped(refusal.detail()) + " For example: `/sale "
                            + Money.ofMajor(120, tenant.currency()).plain() + " golden barrels`");
        }
    }

    /**
     * What was sold. Its first word may name the currency, which is the tenant's own: nothing is taken for another one in silence.
     */
    private static String reference(String words, Currency own) {
        var first = words.split("\\s", 2)[0];
        if (first.equals(own.getCurrencyCode())) {
            return words.substring(first.length()).strip();
        }
        if (Currencies.isCode(first)) {
            throw DomainException.invalid(
                    "reference",
                    "Sales are recorded in " + own.getCurrencyCode() + " here. If " + first
                            + " is what was sold, write it in small letters.");
        }
        return words;
    }

    /** In words for somebody who does not count in minor units. */
    private static void requireWorth(Money amount) {
        if (amount.minor() < 1 || amount.minor() > Amounts.MAX) {
            throw DomainException.invalid(
                    "amount",
                    "A sale is worth more than nothing, and at most " + new Money(Amounts.MAX, amount.currency()).text()
                            + ".");
        }
    }

    private void record(Message message, Tenant tenant, Money amount, String reference) {
        var actor = new Actor(
                new PersonId(message.author().id()),
                tenant.id(),
                message.author().name(),
                false);
        payments.record(
                actor,
                new PaymentOrder(
                        message.id().toString(),
                        amount.minor(),
                        tenant.currency().getCurrencyCode(),
                        time.now(),
                        HeldBy.PLATFORM,
                        reference.isEmpty() ? null : reference,
                        0,
                        0,
                        List.of(),
                        message.id(),
                        channel(message)));
    }

    private String channel(Message message) {
        return channels.all(message.tenant(), message.space()).stream()
                .filter(channel -> channel.id().equals(message.channel()))
                .findFirst()
                .orElseThrow()
                .name();
    }

    /** In the transaction of the message, which holds the place in the channel. */
    private void answer(Message message, String words) {
        messages.say(
                message.tenant(),
                message.space(),
                message.channel(),
                Author.SYSTEM,
                new Draft(
                        "sale/" + message.id(),
                        MessageType.SYSTEM,
                        words,
                        message.id(),
                        Department.FINANCE,
                        Announcer.WORKFLOW,
                        Priority.NORMAL,
                        null,
                        null,
                        null));
    }

    private static String given(@org.jspecify.annotations.Nullable String group) {
        return group == null ? "" : group;
    }
}
