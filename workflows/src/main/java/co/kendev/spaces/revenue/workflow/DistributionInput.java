package co.kendev.spaces.revenue.workflow;

import org.jspecify.annotations.Nullable;

/**
 * Which payments are posted: ids only, everything else is in the rows, which name their run.
 *
 * @param tenant the tenant's slug
 * @param tenantId the tenant's id in the database
 * @param run this workflow's id
 * @param name the business name, for the summary
 * @param amountMinor of the one payment in minor units; null for a run that gathers many
 */
public record DistributionInput(
        String tenant,
        String tenantId,
        String run,
        String name,
        @Nullable String amountMinor) {}
