package co.kendev.spaces.messages;

import co.kendev.spaces.platform.errors.DomainException;
import tools.jackson.databind.JsonNode;

/** What may stand in a text that people send. */
final class Texts {
    /** Characters of one message. */
    static final int TEXT_MAX = 16_000;
    /** Characters of a message's metadata, or of a widget's form, as JSON. */
    private static final int OBJECT_MAX = 32_000;

    /** Decimal places that a number in the database may have, and zeros before its point. */
    private static final int SCALE_MAX = 1_000;

    private Texts() {}

    /** Refuses what cannot be stored or shown: NUL and other control characters, halves of characters. */
    static String check(String text, String field, int max) {
        if (text.length() > max) {
            throw DomainException.invalid(field, "At most %,d characters; this has %,d.".formatted(max, text.length()));
        }
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (Character.isISOControl(c) && c != '\n' && c != '\r' && c != '\t') {
                throw DomainException.invalid(
                        field,
                        "There is a control character (U+%04X) at position %d. Remove it.".formatted((int) c, i));
            }
            if (Character.isSurrogate(c)) {
                if (!Character.isHighSurrogate(c)
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    throw DomainException.invalid(field, "There is half a character at position " + i + ". Remove it.");
                }
                i++;
            }
        }
        return text;
    }

    /** Refuses a free-form value that is no object, too large, or holds what cannot be stored. */
    static void checkObject(JsonNode value, String field) {
        if (!value.isObject()) {
            throw DomainException.invalid(field, "An object, please.");
        }
        if (value.toString().length() > OBJECT_MAX) {
            throw DomainException.invalid(field, "At most %,d characters of JSON.".formatted(OBJECT_MAX));
        }
        checkInside(value, field);
    }

    private static void checkInside(JsonNode node, String path) {
        if (node.isString()) {
            check(node.stringValue(), path, OBJECT_MAX);
        }
        if (node.isBigDecimal() && Math.abs((long) node.decimalValue().scale()) > SCALE_MAX) {
            throw DomainException.invalid(path, "A number has at most %,d decimal places.".formatted(SCALE_MAX));
        }
        if (node.isArray()) {
            for (var i = 0; i < node.size(); i++) {
                checkInside(node.get(i), path + "[" + i + "]");
            }
        }
        if (node.isObject()) {
            node.properties().forEach(entry -> {
                check(entry.getKey(), path, OBJECT_MAX);
                checkInside(entry.getValue(), path + "." + entry.getKey());
            });
        }
    }
}
