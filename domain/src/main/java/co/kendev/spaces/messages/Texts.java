package co.kendev.spaces.messages;

import co.kendev.spaces.platform.errors.DomainException;
import tools.jackson.databind.JsonNode;

/** What may stand in a text that people send. */
final class Texts {
    /** Characters of one message. */
    static final int TEXT_MAX = 16_000;
    /** Characters of a message's metadata, as JSON. */
    private static final int METADATA_MAX = 32_000;

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

    /** Refuses metadata that is no object, too large, or holds a text that {@link #check} refuses. */
    static void checkMetadata(JsonNode metadata) {
        if (!metadata.isObject()) {
            throw DomainException.invalid("metadata", "Metadata is an object.");
        }
        if (metadata.toString().length() > METADATA_MAX) {
            throw DomainException.invalid("metadata", "At most %,d characters of JSON.".formatted(METADATA_MAX));
        }
        checkTexts(metadata, "metadata");
    }

    private static void checkTexts(JsonNode node, String path) {
        if (node.isString()) {
            check(node.stringValue(), path, METADATA_MAX);
        }
        if (node.isArray()) {
            for (var i = 0; i < node.size(); i++) {
                checkTexts(node.get(i), path + "[" + i + "]");
            }
        }
        if (node.isObject()) {
            node.properties().forEach(entry -> {
                check(entry.getKey(), path, METADATA_MAX);
                checkTexts(entry.getValue(), path + "." + entry.getKey());
            });
        }
    }
}
