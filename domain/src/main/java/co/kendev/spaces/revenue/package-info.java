/** Revenue: what is sold in a tenant's space, and how every cent of it is divided. */
@org.jspecify.annotations.NullMarked
package co.kendev.spaces.revenue;
