package co.kendev.spaces.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Two ways to write the same rows, by turns, each by sixteen writers at once. */
final class Turns {

    static final int ROUNDS = 3;

    private Turns() {}

    /** Writes over and over until the time is up, and says how often. */
    interface Worker {
        long run(int number, long end, Sample sample) throws Exception;
    }

    record Round(double perSecond, double p99) {}

    /** What the use case and the bare transactions came to. */
    record Rates(double useCase, double bare, double p99) {

        double ratio() {
            return useCase / bare;
        }

        String text() {
            return "%s (%s ÷ %s), p99 %s"
                    .formatted(Text.ratio(ratio()), Text.perSecond(useCase), Text.perSecond(bare), Text.ms(p99));
        }
    }

    /** The medians of the rounds; the percentile is that of the use case. */
    static Rates rates(Worker useCase, Worker bare, int seconds) throws Exception {
        var first = new ArrayList<Round>();
        var second = new ArrayList<Round>();
        for (var round = 0; round < ROUNDS; round++) {
            first.add(round(useCase, seconds));
            second.add(round(bare, seconds));
        }
        return new Rates(
                median(first.stream().map(Round::perSecond).toList()),
                median(second.stream().map(Round::perSecond).toList()),
                median(first.stream().map(Round::p99).toList()));
    }

    /** One stretch of time in which all writers write. */
    static Round round(Worker worker, int seconds) throws Exception {
        var sample = new Sample();
        try (var threads = Executors.newFixedThreadPool(Rig.POSTERS)) {
            var begin = System.nanoTime();
            var end = begin + seconds * 1_000_000_000L;
            var works = new ArrayList<Future<Long>>();
            for (var i = 0; i < Rig.POSTERS; i++) {
                var number = i;
                Callable<Long> work = () -> worker.run(number, end, sample);
                works.add(threads.submit(work));
            }
            var count = 0L;
            for (var work : works) {
                count += work.get();
            }
            return new Round(count / ((System.nanoTime() - begin) / 1e9), sample.p99());
        }
    }

    static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
