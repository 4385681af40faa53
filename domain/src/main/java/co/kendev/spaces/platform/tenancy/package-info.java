/** The tenant wall: who acts, for which tenant, in which transaction. */
@org.jspecify.annotations.NullMarked
package co.kendev.spaces.platform.tenancy;
