package co.kendev.spaces.bench;

import co.kendev.spaces.dev.DevStack;
import co.kendev.spaces.dev.LaunchFailure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code make bench}: starts a stack of its own, measures, prints the table. Arguments choose measures by name; {@code --quick}
 * tries the harness with a tenth of the load, {@code --write} puts the figures of this build into docs/performance.md (quick ones
 * never), {@code --list} names the measures.
 */
public final class BenchMain {

    private static final List<Measure> MEASURES = List.of(
            new SteadyPoster(),
            new BusyPosters(false),
            new BusyPosters(true),
            new Storing(),
            new Books(),
            new Dividing(),
            new Announcing(),
            new Flood(),
            new MonthEnd(),
            new Onboarding(),
            new TabHeap(),
            new StartUp(),
            new History());

    private static final List<String> OPTIONS = List.of("--quick", "--write", "--list");

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
        for (var option : options) {
            if (!OPTIONS.contains(option)) {
                refuse("'" + option + "' is no option; there are: " + String.join(" ", OPTIONS));
            }
        }
        if (options.contains("--quick") && options.contains("--write")) {
            refuse("--quick only tries the harness; its figures are not written down");
        }
        var known = MEASURES.stream().map(Measure::name).toList();
        for (var name : names) {
            if (!known.contains(name)) {
                refuse("'" + name + "' is no measure; there are: " + String.join(" ", known));
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

    private static void refuse(String why) {
        System.err.println(why);
        System.exit(2);
    }

    private static void run(List<Measure> chosen, List<String> options) throws Exception {
        var root = Path.of(System.getenv("SPACES_ROOT"));
        var build = Path.of(System.getenv("SPACES_BUILD"));
        var data = Path.of(System.getenv("SPACES_DATA"), "bench");
        var quick = options.contains("--quick");
        var hash = build.getFileName().toString();
        var results = new Results(data.resolve("taken.json"), hash, quick);
        System.out.println("Starting a stack of its own in " + data);
        var stack = DevStack.start(data, build, Map.of("SPACES_SIGNUPS_PER_MINUTE", "100000"), true);
        var rig = new Rig(stack, build, quick);
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
        var taken = new ArrayList<Results.Taken>();
        var missing = new ArrayList<String>();
        for (var measure : MEASURES) {
            results.of(measure.name()).ifPresentOrElse(taken::add, () -> missing.add(measure.name()));
        }
        var table = new Table(Machine.here(stack, hash), taken, missing);
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
