package co.kendev.spaces.revenue.ui;

import co.kendev.spaces.agents.Agent;
import co.kendev.spaces.agents.Agents;
import co.kendev.spaces.platform.errors.DomainException;
import co.kendev.spaces.platform.money.Money;
import co.kendev.spaces.platform.time.BusinessTime;
import co.kendev.spaces.platform.ui.Toast;
import co.kendev.spaces.revenue.HeldBy;
import co.kendev.spaces.revenue.Payment;
import co.kendev.spaces.revenue.PaymentOrder;
import co.kendev.spaces.revenue.Payments;
import co.kendev.spaces.revenue.RefundOrder;
import co.kendev.spaces.revenue.Tellers;
import co.kendev.spaces.revenue.pricing.Contribution;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasValidation;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.datetimepicker.DateTimePicker;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** The forms with which sales and refunds are recorded. */
@org.springframework.stereotype.Component
class SaleDialogs {
    private final Payments payments;
    private final Agents agents;
    private final BusinessTime time;

    SaleDialogs(Payments payments, Agents agents, BusinessTime time) {
        this.payments = payments;
        this.agents = agents;
        this.time = time;
    }

    boolean mayRecord(MoneyPlace here) {
        var place = here.place();
        return here.actor().operator()
                || (place != null && Tellers.mayRecord(place.access().role()));
    }

    /** @param done what to do when it is written down */
    void sale(MoneyPlace here, Runnable done) {
        new SaleForm(here, done).open();
    }

    /** @param done what to do when it is written down */
    void refund(MoneyPlace here, Payment payment, Runnable done) {
        new RefundForm(here, payment, done).open();
    }

    private static void problem(DomainException refusal, Map<String, HasValidation> fields) {
        var path = refusal.field();
        var field = path == null ? null : fields.get(path.replaceAll("\\[.*", ""));
        if (field == null) {
            Toast.problem(refusal.detail());
        } else {
            field.setErrorMessage(refusal.detail());
            field.setInvalid(true);
        }
    }

    private static void clear(Map<String, HasValidation> fields) {
        fields.values().forEach(field -> field.setInvalid(false));
    }

    private static TextField amount(String label, String code) {
        var field = new TextField(label);
        field.setSuffixComponent(new Span(code));
        field.getElement().setAttribute("inputmode", "decimal");
        return field;
    }

    private static void frame(Dialog dialog, Button go, Component... content) {
        var cancel = new Button("Cancel", click -> dialog.close());
        go.addThemeName("primary");
        var form = new Div(content);
        form.addClassName("dialog-form");
        dialog.add(form);
        dialog.getFooter().add(cancel, go);
        dialog.setWidth("min(480px, calc(100vw - 24px))");
    }

    /** What was typed is known by then, because each letter is sent. */
    private static void goOnEnter(Button go, TextField... fields) {
        for (var field : fields) {
            field.setValueChangeMode(ValueChangeMode.EAGER);
            field.addKeyDownListener(Key.ENTER, enter -> go.click());
        }
    }

    private final class SaleForm extends Dialog {
        private static final long serialVersionUID = 1L;

        private final transient MoneyPlace here;
        private final transient Runnable done;
        /** The same through all attempts of this form: pressed twice it is one sale. */
        private final String event = UUID.randomUUID().toString();
        /** As exactly as it is written down while nobody chooses another time: a second attempt says the same. */
        private final Instant opened = time.now();

        private final TextField amount;
        private final TextField reference = new TextField("What for");
        private final DateTimePicker when = new DateTimePicker("When");
        private final RadioButtonGroup<HeldBy> heldBy = new RadioButtonGroup<>("Who has the money");
        private final TextField tax;
        private final TextField shipping;
        private final Map<String, IntegerField> work = new LinkedHashMap<>();

        SaleForm(MoneyPlace here, Runnable done) {
            this.here = here;
            this.done = done;
            var tenant = here.tenant();
            var code = tenant.currency().getCurrencyCode();
            setHeaderTitle("Record a sale");
            amount = amount("Amount, all that was paid", code);
            amount.setPlaceholder(Money.ofMajor(120, tenant.currency()).plain());
            amount.setAutofocus(true);
            reference.setPlaceholder("golden barrels");
            reference.setMaxLength(200);
            when.setValue(toTheMinute());
            heldBy.setItems(HeldBy.values());
            heldBy.setItemLabelGenerator(holder -> holder == HeldBy.PLATFORM
                    ? "It came in through the platform"
                    : "We took it ourselves, in cash for example");
            heldBy.setValue(HeldBy.PLATFORM);
            tax = amount("Tax in it", code);
            shipping = amount("Shipping in it", code);
            var pair = new Div(tax, shipping);
            pair.addClassName("pair");
            var more = new Div(pair);
            more.addClassName("dialog-form");
            var place = here.place();
            if (place != null) {
                for (Agent agent : agents.all(tenant.id(), place.space().id())) {
                    var weight = new IntegerField(agent.name());
                    weight.setMin(0);
                    weight.setStepButtonsVisible(true);
                    weight.setPlaceholder("0");
                    work.put(agent.slug(), weight);
                }
            }
            if (!work.isEmpty()) {
                var parts = new Div();
                parts.addClassName("weights");
                work.values().forEach(parts::add);
                more.add(
                        Parts.fine(
                                "Which agents worked on it? The AI part is divided by these weights; without any it goes to the development fund."),
                        parts);
            }
            var details = new Details("Tax, shipping, AI work", more);
            var go = new Button("Record the sale", click -> record());
            goOnEnter(go, amount, reference, tax, shipping);
            frame(this, go, amount, reference, when, heldBy, details);
        }

        private LocalDateTime toTheMinute() {
            return LocalDateTime.ofInstant(opened, here.tenant().timeZone()).truncatedTo(ChronoUnit.MINUTES);
        }

        private void record() {
            Map<String, HasValidation> fields = Map.of(
                    "amountMinor", amount,
                    "reference", reference,
                    "occurredAt", when,
                    "taxMinor", tax,
                    "shippingMinor", shipping);
            clear(fields);
            try {
                var order = order();
                payments.record(here.actor(), order);
                close();
                Toast.done(new Money(order.amountMinor(), here.tenant().currency()).text()
                        + " recorded. It is divided and said in #finance.");
                done.run();
            } catch (DomainException refusal) {
                problem(refusal, fields);
            }
        }

        private PaymentOrder order() {
            var currency = here.tenant().currency();
            var at = when.getValue();
            var contributions = new ArrayList<Contribution>();
            work.forEach((agent, weight) -> {
                var value = weight.getValue();
                if (value != null && value > 0) {
                    contributions.add(new Contribution(agent, value));
                }
            });
            var words = reference.getValue().strip();
            return new PaymentOrder(
                    event,
                    Money.parse(amount.getValue(), currency, "amountMinor").minor(),
                    currency.getCurrencyCode(),
                    at == null || at.equals(toTheMinute())
                            ? opened
                            : at.atZone(here.tenant().timeZone()).toInstant(),
                    heldBy.getValue(),
                    words.isEmpty() ? null : words,
                    optional(tax, "taxMinor"),
                    optional(shipping, "shippingMinor"),
                    contributions,
                    null);
        }

        private long optional(TextField field, String name) {
            return field.getValue().isBlank()
                    ? 0
                    : Money.parse(field.getValue(), here.tenant().currency(), name)
                            .minor();
        }
    }

    private final class RefundForm extends Dialog {
        private static final long serialVersionUID = 1L;

        private final transient MoneyPlace here;
        private final transient Payment payment;
        private final transient Runnable done;
        private final String id = UUID.randomUUID().toString();
        private final TextField amount;
        private final TextField reason = new TextField("Why");

        RefundForm(MoneyPlace here, Payment payment, Runnable done) {
            this.here = here;
            this.payment = payment;
            this.done = done;
            var left = new Money(payment.amountMinor() - payment.refundedMinor(), payment.currency());
            setHeaderTitle("Refund");
            amount = amount("Amount", payment.currency().getCurrencyCode());
            amount.setValue(left.plain());
            amount.setHelperText("Up to " + left.text() + ". Tax and shipping go back in proportion.");
            reason.setMaxLength(300);
            reason.setPlaceholder("One plant died");
            reason.setHelperText("It is shown in #finance and beside every cent that is taken back.");
            amount.setAutofocus(true);
            var go = new Button("Refund it", click -> record());
            goOnEnter(go, amount, reason);
            frame(this, go, amount, reason);
        }

        private void record() {
            Map<String, HasValidation> fields = Map.of("amountMinor", amount, "reason", reason);
            clear(fields);
            try {
                var sum = Money.parse(amount.getValue(), payment.currency(), "amountMinor");
                payments.refund(
                        here.actor(),
                        new RefundOrder(
                                payment.eventId(),
                                id,
                                sum.minor(),
                                null,
                                reason.getValue().strip(),
                                null,
                                null));
                close();
                Toast.done(sum.text() + " go back. Every part is taken back at the sale's own rate.");
                done.run();
            } catch (DomainException refusal) {
                problem(refusal, fields);
            }
        }
    }
}
