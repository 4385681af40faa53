/** Who looks at approvals, whichever way they come. */
@org.jspecify.annotations.NullMarked
package co.kendev.spaces.approvals.web;
