package co.kendev.spaces.bench;

/**
 * One line of the table.
 *
 * @param reach what is asked for, empty where a figure is only reported
 * @param reached null where nothing is asked for
 */
record Figure(
        String measure,
        String reach,
        String seen,
        @org.jspecify.annotations.Nullable Boolean reached,
        String method) {

    static Figure asked(String measure, String reach, String seen, boolean reached, String method) {
        return new Figure(measure, reach, seen, reached, method);
    }

    static Figure reported(String measure, String seen, String method) {
        return new Figure(measure, "", seen, null, method);
    }

    String verdict() {
        return reached == null ? "" : reached ? "yes" : "**no**";
    }
}
