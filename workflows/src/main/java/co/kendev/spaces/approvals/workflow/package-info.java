/** Waiting for a decision as a durable process. */
@org.jspecify.annotations.NullMarked
package co.kendev.spaces.approvals.workflow;
