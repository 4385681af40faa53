/** The activities of waiting for a decision. */
@org.jspecify.annotations.NullMarked
package co.kendev.spaces.approvals.activity;
