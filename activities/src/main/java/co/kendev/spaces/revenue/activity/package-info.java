/** Revenue's activities, and the dispatcher that gathers payments into runs. */
@org.jspecify.annotations.NullMarked
package co.kendev.spaces.revenue.activity;
