package co.kendev.spaces.stress;

import co.kendev.spaces.dev.DevStack;
import co.kendev.spaces.dev.LaunchFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * {@code make stress}: the product under load while the application, Temporal, PostgreSQL and all three are killed again and again;
 * then everything is counted. The words {@code signups} and {@code payments} choose the load, without a word one comes after the
 * other. {@code --resume} goes on with the last run, {@code --seed=n} repeats its order of kills, {@code --kills=n},
 * {@code --businesses=n} and {@code --payments=n} set how much.
 */
public final class StressMain {

    private static final String SIGN_UPS = "signups";
    private static final String PAYMENTS = "payments";
    private static final List<String> LOADS = List.of(SIGN_UPS, PAYMENTS);
    private static final List<String> NUMBERS = List.of("seed", "kills", "businesses", "payments");

    private StressMain() {}

    public static void main(String[] arguments) throws Exception {
        for (var word : arguments) {
            if (!isKnown(word)) {
                System.err.println("'" + word + "' is not known; say " + String.join(", ", LOADS)
                        + " or nothing, --resume, and --" + String.join("=n, --", NUMBERS) + "=n");
                System.exit(1);
            }
        }
        var chosen = LOADS.stream().filter(List.of(arguments)::contains).toList();
        var wrong = 0;
        for (var load : chosen.isEmpty() ? LOADS : chosen) {
            wrong += run(load, arguments);
        }
        System.exit(wrong == 0 ? 0 : 1);
    }

    private static boolean isKnown(String word) {
        return LOADS.contains(word)
                || word.equals("--resume")
                || NUMBERS.stream().anyMatch(name -> word.matches("--" + name + "=\\d{1,9}"));
    }

    /** Returns how many things are wrong. */
    private static int run(String load, String[] arguments) throws IOException {
        var payments = load.equals(PAYMENTS);
        var folder = Path.of(System.getenv("SPACES_DATA"), payments ? "stress-payments" : "stress");
        var resume = List.of(arguments).contains("--resume");
        try {
            var lock = DevStack.claim(folder);
            if (!resume) {
                empty(folder, lock);
            }
        } catch (LaunchFailure refused) {
            System.err.println(refused.getMessage());
            return 1;
        }
        try (var journal = new Journal(folder)) {
            var seed = number(arguments, journal, "seed", System.nanoTime() & 0xffffff);
            var kills = number(arguments, journal, "kills", payments ? PaymentLoad.KILLS : SignUpLoad.KILLS);
            System.out.println(load + ": seed " + seed + ", in " + folder + (resume ? ", resumed" : ""));
            try (var stack = DevStack.start(
                    folder,
                    Path.of(System.getenv("SPACES_BUILD")),
                    Map.of("SPACES_SIGNUPS_PER_MINUTE", "1000000"),
                    true)) {
                var sitting = new Sitting(
                        stack, journal, payments ? PaymentLoad.PACE : SignUpLoad.PACE, seed, Math.toIntExact(kills));
                return sitting.run(
                        payments
                                ? new PaymentLoad(
                                        sitting, (int) number(arguments, journal, "payments", PaymentLoad.PAYMENTS))
                                : new SignUpLoad(sitting, (int)
                                        number(arguments, journal, "businesses", SignUpLoad.BUSINESSES)));
            }
        } catch (LaunchFailure failure) {
            System.err.println(failure.getMessage());
            return 1;
        } catch (IOException | RuntimeException failure) {
            failure.printStackTrace();
            return 1;
        }
    }

    /** As it was said, else as the last sitting had it, else as usual; the next sitting has the same. */
    private static long number(String[] arguments, Journal journal, String name, long usual) {
        var number = Arrays.stream(arguments)
                .filter(word -> word.startsWith("--" + name + "="))
                .map(word -> Long.parseLong(word.substring(name.length() + 3)))
                .findFirst()
                .orElse(journal.number(name, usual));
        journal.set(name, number);
        return number;
    }

    /** Removes all but one file. What a killed run left there is stopped first: only DevStack knows how, so it is asked to. */
    private static void empty(Path folder, Path kept) throws IOException {
        DevStack.stopLeftBehind(folder);
        try (var files = Files.walk(folder)) {
            Consumer<Path> remove = file -> {
                try {
                    Files.delete(file);
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            };
            files.filter(file -> !kept.startsWith(file))
                    .sorted(Comparator.reverseOrder())
                    .forEach(remove);
        }
    }
}
