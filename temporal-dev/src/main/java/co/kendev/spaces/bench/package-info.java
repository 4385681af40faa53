/** Measures the figures of docs/performance.md as ratios inside one run. */
@NullMarked
package co.kendev.spaces.bench;

import org.jspecify.annotations.NullMarked;
