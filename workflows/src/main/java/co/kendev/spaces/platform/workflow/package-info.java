/** What every workflow shares. */
@org.jspecify.annotations.NullMarked
package co.kendev.spaces.platform.workflow;
