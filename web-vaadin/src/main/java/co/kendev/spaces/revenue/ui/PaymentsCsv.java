package co.kendev.spaces.revenue.ui;

import co.kendev.spaces.revenue.Payment;
import co.kendev.spaces.revenue.pricing.Party;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** Payments as a table for spreadsheets: amounts in whole units with a point, the currency in a column of its own. */
final class PaymentsCsv {
    private static final CSVFormat FORMAT = CSVFormat.RFC4180
            .builder()
            .setHeader(
                    "eventId",
                    "occurredAt",
                    "reference",
                    "state",
                    "heldBy",
                    "currency",
                    "amount",
                    "tax",
                    "shipping",
                    "refunded",
                    "tenant",
                    "referrer",
                    "platform",
                    "human",
                    "ai",
                    "justice",
                    "effectiveBps",
                    "agreementVersion")
            .get();

    private final CSVPrinter csv;

    PaymentsCsv(Writer writer) throws IOException {
        this.csv = new CSVPrinter(writer, FORMAT);
    }

    void line(Payment payment) {
        try {
            print(payment);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void print(Payment payment) throws IOException {
        var currency = payment.currency();
        csv.print(payment.eventId());
        csv.print(payment.occurredAt());
        csv.print(harmless(payment.reference() == null ? "" : payment.reference()));
        csv.print(payment.state().word());
        csv.print(payment.heldBy().word());
        csv.print(currency.getCurrencyCode());
        csv.print(Figures.plain(payment.amountMinor(), currency));
        csv.print(Figures.plain(payment.taxMinor(), currency));
        csv.print(Figures.plain(payment.shippingMinor(), currency));
        csv.print(Figures.plain(payment.refundedMinor(), currency));
        var pricing = payment.pricing();
        for (var party : Party.values()) {
            csv.print(pricing == null ? "" : Figures.plain(pricing.allocation().of(party), currency));
        }
        csv.print(pricing == null ? "" : pricing.rate().effectiveBps());
        csv.print(pricing == null ? "" : pricing.agreementVersion());
        csv.println();
    }

    /** What somebody typed must be no formula to whoever opens the file. */
    static String harmless(String typed) {
        return !typed.isEmpty() && "=+-@\t\r".indexOf(typed.charAt(0)) >= 0 ? "'" + typed : typed;
    }
}
