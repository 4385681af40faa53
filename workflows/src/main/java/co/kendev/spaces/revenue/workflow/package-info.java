/** Revenue's workflows and their contracts. */
@org.jspecify.annotations.NullMarked
package co.kendev.spaces.revenue.workflow;
