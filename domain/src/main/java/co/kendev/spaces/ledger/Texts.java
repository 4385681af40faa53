package co.kendev.spaces.ledger;

/** What a text of the ledger must be before the database is asked. */
final class Texts {
    private Texts() {}

    static void between(String text, int least, int most, String what) {
        var length = text.codePointCount(0, text.length());
        if (length < least || length > most || text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(
                    what + " has " + least + " to " + most + " characters and no NUL: " + length);
        }
    }
}
