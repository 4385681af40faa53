package co.kendev.spaces.dev;

import java.util.List;

/** Command line of the development stack; {@code temporal-dev/bin/spaces} calls it. */
public final class Spaces {

    private Spaces() {}

    /** The verbs are {@code run}, {@code instance}, {@code verify}, {@code stop} and {@code nuke}; everything else is in the environment. */
    public static void main(String[] arguments) {
        var terminal = Terminal.standard();
        var settings = Settings.ofProcess();
        var verb = List.of(arguments).isEmpty() ? "run" : arguments[0];
        try {
            switch (verb) {
                case "run" -> new Stack(settings, terminal).run();
                case "instance" -> new Stack(settings, terminal).instance();
                case "verify" -> System.exit(new Stack(settings, terminal).verify());
                case "stop" -> new Stop(settings, terminal).stop();
                case "nuke" -> new Stop(settings, terminal).nuke();
                default -> throw new LaunchFailure("'" + verb + "' is not a verb of the launcher");
            }
        } catch (Processes.Interruption stopped) {
            // the shutdown hook is at work and says so
        } catch (LaunchFailure failure) {
            terminal.error(String.valueOf(failure.getMessage()));
            System.exit(1);
        } catch (RuntimeException unforeseen) {
            terminal.error("The launcher cannot go on: " + unforeseen);
            System.exit(1);
        }
    }
}
