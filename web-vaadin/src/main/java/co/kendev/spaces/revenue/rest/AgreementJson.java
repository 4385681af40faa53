package co.kendev.spaces.revenue.rest;

import co.kendev.spaces.approvals.Approval;
import co.kendev.spaces.approvals.rest.ApprovalJson;
import co.kendev.spaces.revenue.Agreement;
import co.kendev.spaces.revenue.Agreements;
import co.kendev.spaces.revenue.pricing.Band;
import co.kendev.spaces.revenue.pricing.Partner;
import co.kendev.spaces.revenue.pricing.Referral;
import co.kendev.spaces.revenue.pricing.Terms;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An agreement as the interfaces show it.
 *
 * @param effectiveFrom in the tenant's zone; null for the standard, which was always there
 * @param state {@code standard}, {@code agreed} or {@code proposed}
 * @param version null while it is proposed
 * @param approval what decides, or has decided, about it; null for the standard
 */
record AgreementJson(
        String tenant,
        int shareBps,
        List<BandJson> volume,
        @Nullable ReferralJson referral,
        @Nullable LocalDate effectiveFrom,
        int holdDays,
        List<PartnerJson> partners,
        @Nullable Long setupFeeMinor,
        @Nullable String setupFeeCurrency,
        int subsidyPercent,
        String state,
        @Nullable Integer version,
        @Nullable Instant agreedAt,
        @Nullable ApprovalJson approval) {

    /** A volume discount. */
    record BandJson(String currency, long fromMinor, int bps) {}

    /** Who recommended the tenant, and what that earns. */
    record ReferralJson(String referrer, List<StepJson> terms) {}

    /** A step of the referral; the last one has no end. */
    record StepJson(@Nullable Integer months, int bps) {}

    /** A human partner and the weight of their part. */
    record PartnerJson(String name, long weight) {}

    static AgreementJson of(String tenant, Agreement agreement, @Nullable Approval approval) {
        boolean standard = agreement.version() == 0;
        return of(
                tenant,
                agreement.terms(),
                standard ? null : agreement.effectiveFrom(),
                standard ? "standard" : "agreed",
                agreement.version(),
                agreement.agreedAt(),
                approval == null ? null : ApprovalJson.of(approval));
    }

    static AgreementJson of(String tenant, Agreements.Proposed proposed) {
        return of(
                tenant,
                proposed.proposal().terms(),
                proposed.proposal().effectiveFrom(),
                "proposed",
                null,
                null,
                ApprovalJson.of(proposed.approval()));
    }

    private static AgreementJson of(
            String tenant,
            Terms terms,
            @Nullable LocalDate effectiveFrom,
            String state,
            @Nullable Integer version,
            @Nullable Instant agreedAt,
            @Nullable ApprovalJson approval) {
        var fee = terms.setupFee();
        return new AgreementJson(
                tenant,
                terms.shareBps(),
                terms.volume().stream().map(AgreementJson::band).toList(),
                referral(terms.referral()),
                effectiveFrom,
                terms.holdDays(),
                terms.partners().stream().map(AgreementJson::partner).toList(),
                fee == null ? null : fee.minor(),
                fee == null ? null : fee.currency().getCurrencyCode(),
                terms.subsidyPercent(),
                state,
                version,
                agreedAt,
                approval);
    }

    private static BandJson band(Band band) {
        return new BandJson(band.currency().getCurrencyCode(), band.fromMinor(), band.bps());
    }

    private static PartnerJson partner(Partner partner) {
        return new PartnerJson(partner.name(), partner.weight());
    }

    private static @Nullable ReferralJson referral(@Nullable Referral referral) {
        return referral == null
                ? null
                : new ReferralJson(
                        referral.referrer(),
                        referral.terms().stream()
                                .map(step -> new StepJson(step.months(), step.bps()))
                                .toList());
    }
}
