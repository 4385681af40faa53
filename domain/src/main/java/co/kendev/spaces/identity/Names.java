package co.kendev.spaces.identity;

import co.kendev.spaces.platform.errors.DomainException;

/** Reads names as people type them: one line, visible, not endless. */
public final class Names {
    private Names() {}

    /** The name without outer blanks; refuses empty, overlong and deceiving ones, naming the field. */
    public static String parse(String input, String field, int max) {
        var name = input.strip();
        if (name.isEmpty()) {
            throw DomainException.invalid(field, "Please fill this in.");
        }
        if (name.codePointCount(0, name.length()) > max) {
            throw DomainException.invalid(field, "At most " + max + " characters, please.");
        }
        if (name.codePoints().anyMatch(Names::deceives)) {
            throw DomainException.invalid(
                    field, "This contains invisible or direction-changing characters. Remove them, please.");
        }
        return name;
    }

    /** Control characters, and the ones that turn the direction of writing (Unicode TR 36, section 3). */
    public static boolean deceives(int codePoint) {
        return Character.isISOControl(codePoint)
                || (codePoint >= 0x202A && codePoint <= 0x202E)
                || (codePoint >= 0x2066 && codePoint <= 0x2069)
                || codePoint == 0x200E
                || codePoint == 0x200F
                || codePoint == 0x061C
                || codePoint == 0xFEFF
                || codePoint == 0x200B;
    }
}
