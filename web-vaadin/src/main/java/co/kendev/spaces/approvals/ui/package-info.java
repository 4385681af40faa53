/** The inbox of what waits for somebody's word. */
@org.jspecify.annotations.NullMarked
package co.kendev.spaces.approvals.ui;
