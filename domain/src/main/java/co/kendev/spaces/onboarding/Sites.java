package co.kendev.spaces.onboarding;

import co.kendev.spaces.identity.People;
import co.kendev.spaces.identity.Tenants;
import co.kendev.spaces.platform.ids.TenantId;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Finds the site of an onboarding again from its rows. */
@Component
class Sites {
    private final OnboardingRows rows;
    private final Tenants tenants;
    private final People people;
    private final Templates templates;

    Sites(OnboardingRows rows, Tenants tenants, People people, Templates templates) {
        this.rows = rows;
        this.tenants = tenants;
        this.people = people;
        this.templates = templates;
    }

    /** The site of a tenant's onboarding; empty when the tenant was taken down. */
    Optional<Site> find(TenantId tenant) {
        return rows.find(tenant)
                .map(onboarding -> new Site(
                        tenants.get(tenant),
                        onboarding.process(),
                        onboarding.space(),
                        people.get(onboarding.owner()),
                        onboarding.businessName(),
                        onboarding.referrer(),
                        templates.find(onboarding.template(), onboarding.templateVersion())));
    }
}
