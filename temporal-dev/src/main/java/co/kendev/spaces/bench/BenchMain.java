package co.kendev.spaces.bench;

import co.kendev.spaces.dev.DevStack;
import co.kendev.spaces.dev.LaunchFailure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code make bench}: starts a stack of its own, measures, prints the table. Arguments choose measures by name; {@code --quick}
 * tries the harness with a tenth of the load, {@code --write} puts the figures into docs/performance.md, {@code --list} names the
 * measures.
 */
public final class BenchMain {

    private static final List<Measure> MEASURES = List.of(
            new SteadyPoster(),
            new BusyPosters(false),
            new BusyPosters(true),
            new Storing(),
            new Onboarding(),
            new TabHeap(),
            new StartUp(),
            new History());

    private BenchMain() {}

    public static void main(String[] arguments) throws Exception {
        var options =
                Arrays.stream(arguments).filter(word -> word.startsWith("--")).toList();
        var names =
                Arrays.stream(arguments).filter(word -> !word.startsWith("--")).toList();
        if (options.contains("--list")) {
            MEASURES.forEach(measure -> System.out.println(measure.name()));
            return;
        }
        var known = MEASURES.stream().map(Measure::name).toList();
        for (var name : names) {
            if (!known.contains(name)) {
                System.err.println("'" + name + "' is no measure; there are: " + String.join(" ", known));
                System.exit(2);
            }
        }
        try {
            run(
                    MEASURES.stream()
                            .filter(measure -> names.isEmpty() || names.contains(measure.name()))
                            .toList(),
                    options);
        } catch (LaunchFailure failure) {
            System.err.println(failure.getMessage());
            System.exit(1);
        }
        System.exit(0);
    }

    private static void run(List<Measure> chosen, List<String> options) throws Exception {
        var root = Path.of(System.getenv("SPACES_ROOT"));
        var build = Path.of(System.getenv("SPACES_BUILD"));
        var data = Path.of(System.getenv("SPACES_DATA"), "bench");
        var results = new Results(data.resolve("figures.json"));
        System.out.println("Starting a stack of its own in " + data);
        var stack = DevStack.start(data, build, Map.of("SPACES_SIGNUPS_PER_MINUTE", "100000"), true);
        Runtime.getRuntime().addShutdownHook(new Thread(stack::close));
        var rig = new Rig(stack, build, options.contains("--quick"));
        var failed = new ArrayList<String>();
        for (var measure : chosen) {
            var begin = System.nanoTime();
            System.out.println("\n" + measure.name() + " …");
            try {
                var figures = measure.run(rig);
                results.put(measure.name(), figures);
                figures.forEach(figure -> System.out.println("  " + figure.measure() + "\n    " + figure.seen()
                        + (figure.reach().isEmpty() ? "" : "   (asked: " + figure.reach() + ")") + "\n    "
                        + figure.method()));
            } catch (Exception e) {
                failed.add(measure.name());
                System.out.println("  could not be measured: "
                        + Optional.ofNullable(e.getMessage()).orElseGet(e::toString));
                e.printStackTrace(System.out);
            }
            System.out.printf("  took %.0f s%n", (System.nanoTime() - begin) / 1e9);
        }
        var all = new LinkedHashMap<String, List<Figure>>();
        for (var measure : MEASURES) {
            results.of(measure.name()).ifPresent(figures -> all.put(measure.name(), figures));
        }
        var table = new Table(
                Machine.here(stack), all.values().stream().flatMap(List::stream).toList());
        System.out.println("\n" + table.text());
        if (options.contains("--write")) {
            table.write(root.resolve("docs/performance.md"));
            System.out.println("Written into docs/performance.md");
        }
        if (!failed.isEmpty()) {
            System.out.println("Not measured: " + String.join(", ", failed));
            System.exit(1);
        }
    }
}
