package co.kendev.spaces.revenue.activity;

import co.kendev.spaces.platform.activity.FailureMapping;
import co.kendev.spaces.platform.ids.TenantId;
import co.kendev.spaces.revenue.Distributions;
import co.kendev.spaces.revenue.workflow.DistributionActivities;
import co.kendev.spaces.revenue.workflow.DistributionInput;
import co.kendev.spaces.revenue.workflow.DistributionOutcome;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** One use case: an attempt that comes second, or at the same time, finds the rows posted, which is what makes it harmless. */
@Component
public class DistributionActivitiesImpl implements DistributionActivities {
    private final Distributions distributions;

    public DistributionActivitiesImpl(Distributions distributions) {
        this.distributions = distributions;
    }

    @Override
    public DistributionOutcome post(DistributionInput run) {
        try {
            var outcome = distributions.post(new TenantId(UUID.fromString(run.tenantId())), run.run());
            return new DistributionOutcome(outcome.words(), outcome.posted(), outcome.refused());
        } catch (RuntimeException failure) {
            throw FailureMapping.of(failure);
        }
    }
}
