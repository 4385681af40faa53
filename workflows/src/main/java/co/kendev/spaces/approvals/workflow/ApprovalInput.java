package co.kendev.spaces.approvals.workflow;

/**
 * Which approval this is: ids only, everything else is in the rows, which is also why a forgotten run may start again from here.
 *
 * @param tenant the tenant's slug
 * @param tenantId the tenant's id in the database
 * @param approval the approval row's id
 * @param process the process row's id
 */
public record ApprovalInput(String tenant, String tenantId, String approval, String process) {}
