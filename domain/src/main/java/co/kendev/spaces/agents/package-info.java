/** AI partners: who they are in a space, and what for. */
@org.jspecify.annotations.NullMarked
package co.kendev.spaces.agents;
