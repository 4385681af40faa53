/** The connections: one pool per credential. */
@org.jspecify.annotations.NullMarked
package co.kendev.spaces.platform.database;
