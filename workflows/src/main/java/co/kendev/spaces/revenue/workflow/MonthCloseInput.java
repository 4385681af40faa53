package co.kendev.spaces.revenue.workflow;

/**
 * Which month is closed: ids only, everything else is in the rows, which is also why a forgotten run may start again from here.
 *
 * @param tenant the tenant's slug
 * @param tenantId the tenant's id in the database
 * @param process the process row's id
 * @param name the business name, for the summary
 * @param month for example 2026-10
 */
public record MonthCloseInput(String tenant, String tenantId, String process, String name, String month) {}
