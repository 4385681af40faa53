package co.kendev.spaces.revenue;

import co.kendev.spaces.onboarding.Site;
import co.kendev.spaces.onboarding.Stage;
import co.kendev.spaces.onboarding.Template;
import co.kendev.spaces.onboarding.TemplatePart;
import co.kendev.spaces.onboarding.TemplateReader;
import co.kendev.spaces.platform.money.Money;
import co.kendev.spaces.revenue.pricing.Referral;
import co.kendev.spaces.revenue.pricing.Terms;
import co.kendev.spaces.revenue.pricing.Tier;
import java.util.Arrays;
import java.util.Currency;
import java.util.Locale;
import java.util.Set;
import org.springframework.stereotype.Component;

/** On which terms a business of the template begins: its first agreement, and the fee for building its space. */
@Component
class PartnershipPart implements TemplatePart<PartnershipPart.Content> {
    private static final Currency USD = Currency.getInstance("USD");

    private final Agreements agreements;

    PartnershipPart(Agreements agreements) {
        this.agreements = agreements;
    }

    @Override
    public String field() {
        return "partnership";
    }

    /** When the owner is known, whom the rules of referrals ask for. */
    @Override
    public Stage stage() {
        return Stage.CHECKLIST;
    }

    @Override
    public boolean isRequired() {
        return false;
    }

    @Override
    public Content read(TemplateReader field, Template soFar) {
        field.onlyFields(Set.of("tier", "setupFee", "subsidyPercent"));
        return new Content(
                field.choice(
                        "tier",
                        Tier.class,
                        word -> Arrays.stream(Tier.values())
                                .filter(tier -> word(tier).equals(word))
                                .findFirst(),
                        PartnershipPart::word),
                field.number("setupFee", Terms.SETUP_FEE_MIN_MAJOR, Terms.SETUP_FEE_MAX_MAJOR),
                field.number("subsidyPercent", 0, 100));
    }

    @Override
    public void build(Site site, Content content) {
        var tenant = site.tenant();
        var referrer = site.referrer();
        agreements.begin(
                tenant,
                Terms.of(content.tier(), tenant.currency())
                        .withReferral(referrer == null ? null : Referral.usual(referrer))
                        .withSetupFee(Money.ofMajor(content.setupFee(), USD), content.subsidyPercent()));
    }

    private static String word(Tier tier) {
        return tier.name().toLowerCase(Locale.ROOT);
    }

    /** @param setupFee in whole dollars */
    record Content(Tier tier, int setupFee, int subsidyPercent) {}
}
