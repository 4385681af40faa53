package co.kendev.spaces.approvals;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One line of an approval's story, never changed. */
public record AuditLine(
        Instant at, String event, String by, @Nullable JsonNode detail) {}
