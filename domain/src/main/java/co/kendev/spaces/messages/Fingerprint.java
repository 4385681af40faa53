package co.kendev.spaces.messages;

import co.kendev.spaces.platform.hash.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** Tells a repeat from another message under the same client id: SHA-256 of the body in one canonical form. */
final class Fingerprint {
    private Fingerprint() {}

    static byte[] of(Draft draft) {
        var canonical = new StringBuilder();
        part(canonical, draft.type().word());
        part(canonical, draft.text());
        part(canonical, draft.thread());
        part(canonical, draft.department());
        part(canonical, draft.workflow());
        part(canonical, draft.priority());
        part(canonical, draft.journey());
        if (draft.metadata() != null) {
            canonical(canonical, draft.metadata());
        }
        return Sha256.of(canonical.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static void part(StringBuilder out, @org.jspecify.annotations.Nullable Object value) {
        var text = value == null ? "" : value.toString();
        out.append(text.length()).append(':').append(text);
    }

    /** Members in the order of their names, so that the order in which a client wrote them does not count. */
    private static void canonical(StringBuilder out, JsonNode node) {
        if (node.isObject()) {
            var members = new TreeMap<String, JsonNode>();
            node.properties().forEach(entry -> members.put(entry.getKey(), entry.getValue()));
            out.append('{');
            members.forEach((name, value) -> {
                part(out, name);
                canonical(out, value);
            });
            out.append('}');
        } else if (node.isArray()) {
            out.append('[');
            node.forEach(item -> canonical(out, item));
            out.append(']');
        } else {
            part(out, node.getNodeType() + " " + node.asString());
        }
    }
}
