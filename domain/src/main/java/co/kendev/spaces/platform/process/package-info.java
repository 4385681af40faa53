/** Durable processes as rows: what people see of them. */
@org.jspecify.annotations.NullMarked
package co.kendev.spaces.platform.process;
