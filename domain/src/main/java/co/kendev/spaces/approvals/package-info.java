/** Approvals: acts that happen only on the word of somebody who did not propose them. */
@org.jspecify.annotations.NullMarked
package co.kendev.spaces.approvals;
