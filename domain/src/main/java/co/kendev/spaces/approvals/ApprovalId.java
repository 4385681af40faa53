package co.kendev.spaces.approvals;

import java.util.UUID;

/** Identifies an approval. */
public record ApprovalId(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}
