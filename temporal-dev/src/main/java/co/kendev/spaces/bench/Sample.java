package co.kendev.spaces.bench;

import java.util.Arrays;
import java.util.Locale;

/** Durations of one kind, in nanoseconds. */
final class Sample {

    private long[] values = new long[1024];
    private int size;

    synchronized void add(long nanos) {
        if (size == values.length) {
            values = Arrays.copyOf(values, size * 2);
        }
        values[size++] = nanos;
    }

    synchronized void addAll(Sample other) {
        synchronized (other) {
            for (var i = 0; i < other.size; i++) {
                add(other.values[i]);
            }
        }
    }

    synchronized int size() {
        return size;
    }

    /** The value that this share of all values does not exceed (nearest rank), in milliseconds; NaN without values. */
    synchronized double ms(double share) {
        if (size == 0) {
            return Double.NaN;
        }
        var sorted = Arrays.copyOf(values, size);
        Arrays.sort(sorted);
        var rank = (int) Math.ceil(share * size);
        return sorted[Math.clamp(rank - 1L, 0, size - 1)] / 1e6;
    }

    double p50() {
        return ms(0.50);
    }

    double p95() {
        return ms(0.95);
    }

    double p99() {
        return ms(0.99);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "p50 %.1f, p99 %.1f, max %.1f ms (%d)", ms(0.5), ms(0.99), ms(1), size());
    }
}
