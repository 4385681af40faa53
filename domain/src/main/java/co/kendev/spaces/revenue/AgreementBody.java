package co.kendev.spaces.revenue;

import co.kendev.spaces.approvals.ApprovalBody;
import co.kendev.spaces.approvals.Approved;
import co.kendev.spaces.approvals.Decider;
import co.kendev.spaces.approvals.Description;
import co.kendev.spaces.approvals.Evidence;
import co.kendev.spaces.approvals.Field;
import co.kendev.spaces.approvals.Policy;
import co.kendev.spaces.platform.errors.DomainException;
import co.kendev.spaces.platform.ids.TenantId;
import co.kendev.spaces.platform.money.Money;
import co.kendev.spaces.revenue.pricing.Band;
import co.kendev.spaces.revenue.pricing.Partner;
import co.kendev.spaces.revenue.pricing.Referral;
import co.kendev.spaces.revenue.pricing.Terms;
import co.kendev.spaces.spaces.Role;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** An agreement between the platform and a tenant: one side proposes, the other one decides. */
@Component
class AgreementBody implements ApprovalBody<AgreementProposal> {
    static final String KIND = "agreement";

    private static final String EFFECTIVE_FROM = "effectiveFrom";
    /** The recorded decider: whoever signed up chose the template, and so its terms. */
    private static final String OFFERED = "terms of the template";

    private static final Duration EXPIRY = Duration.ofDays(30);

    /** Asked for late: the agreements propose by way of the approvals, which know all bodies. */
    private final ObjectProvider<Agreements> agreements;

    private final ObjectProvider<SetupFees> fees;

    AgreementBody(ObjectProvider<Agreements> agreements, ObjectProvider<SetupFees> fees) {
        this.agreements = agreements;
        this.fees = fees;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Class<AgreementProposal> type() {
        return AgreementProposal.class;
    }

    @Override
    public Policy policy(TenantId tenant, AgreementProposal body) {
        return switch (body.by()) {
            case PLATFORM -> Policy.of(Decider.role(Role.OWNER)).within(EXPIRY);
            case TENANT -> Policy.of(Decider.operators()).within(EXPIRY);
            case TEMPLATE -> Policy.of(Decider.operators()).automaticUpTo(Long.MAX_VALUE, OFFERED, 1);
        };
    }

    @Override
    public Description describe(AgreementProposal body) {
        var terms = body.terms();
        return new Description(
                "Partnership at " + percent(terms.shareBps()),
                "From " + body.effectiveFrom() + " on, " + percent(terms.shareBps())
                        + " of every sale is the share. Sales posted before keep the terms they were made under.",
                body.by() == AgreementProposal.Side.TEMPLATE ? terms.setupFee() : null,
                evidence(terms, body.effectiveFrom()));
    }

    @Override
    public List<Field> fields(AgreementProposal body) {
        return List.of(Field.date(
                EFFECTIVE_FROM,
                "Effective from",
                body.effectiveFrom(),
                body.effectiveFrom() + " or a later day, at most a year from now."));
    }

    /** A later beginning is all that the side that decides may ask for; anything else is another proposal. */
    @Override
    public AgreementProposal edit(AgreementProposal body, JsonNode edits) {
        for (var field : edits.propertyNames()) {
            if (!field.equals(EFFECTIVE_FROM)) {
                throw DomainException.invalid(
                        "edits." + field,
                        "This approval covers the terms as they are proposed. Reject it and ask for other ones.");
            }
        }
        var wanted = date(edits.path(EFFECTIVE_FROM).asString(""));
        if (wanted.isBefore(body.effectiveFrom())) {
            throw DomainException.invalid(
                    "edits." + EFFECTIVE_FROM,
                    "This approval covers terms from " + body.effectiveFrom() + " on; choose that day or a later one.");
        }
        agreements.getObject().requireSensible(ZoneOffset.UTC, wanted, "edits." + EFFECTIVE_FROM);
        return new AgreementProposal(body.by(), body.terms(), wanted);
    }

    @Override
    public void carryOut(Approved<AgreementProposal> approved) {
        agreements.getObject().adopt(approved);
        fees.getObject().agreed(approved);
    }

    private static LocalDate date(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw DomainException.invalid("edits." + EFFECTIVE_FROM, "Write a day like 2026-11-26.");
        }
    }

    private static List<Evidence> evidence(Terms terms, LocalDate from) {
        var lines = new ArrayList<Evidence>();
        lines.add(Evidence.of("Share", percent(terms.shareBps())));
        lines.add(Evidence.of("Effective from", from.toString()));
        lines.add(Evidence.of("Volume discounts", discounts(terms.discounts())));
        lines.add(Evidence.of("Referral", referral(terms.referral())));
        lines.add(Evidence.of("Held for", terms.holdDays() + " days"));
        if (!terms.partners().isEmpty()) {
            lines.add(Evidence.of(
                    "Human partners",
                    terms.partners().stream()
                            .map((Partner partner) -> partner.name() + " " + partner.weight())
                            .collect(Collectors.joining(", "))));
        }
        if (terms.setupFee() != null) {
            lines.add(Evidence.of(
                    "Setup fee",
                    terms.setupFee().text()
                            + (terms.subsidyPercent() == 0
                                    ? ""
                                    : ", of which the Justice Fund carries " + terms.subsidyPercent() + " %")));
        }
        return lines;
    }

    private static String discounts(List<Band> volume) {
        return volume.isEmpty()
                ? "none"
                : volume.stream()
                        .map(band -> percent(band.bps()) + " from "
                                + new Money(band.fromMinor(), band.currency()).text() + " a month")
                        .collect(Collectors.joining(", "));
    }

    private static String referral(@org.jspecify.annotations.Nullable Referral referral) {
        return referral == null
                ? "none"
                : referral.referrer() + ": "
                        + referral.terms().stream()
                                .map(step -> percent(step.bps()) + " of the share"
                                        + (step.months() == null ? " for good" : " for " + step.months() + " months"))
                                .collect(Collectors.joining(", then "));
    }

    private static String percent(int bps) {
        return BigDecimal.valueOf(bps, 2).stripTrailingZeros().toPlainString() + " %";
    }
}
