/** Durable processes as rows: what people see of them. */
@NullMarked
@NamedInterface("process")
package co.kendev.spaces.platform.process;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
