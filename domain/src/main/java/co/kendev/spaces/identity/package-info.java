/** People, their logins, and which tenants they belong to. */
@org.jspecify.annotations.NullMarked
package co.kendev.spaces.identity;
