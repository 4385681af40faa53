package co.kendev.spaces.platform.process;

import java.util.UUID;

/** Identifies a process. */
public record ProcessId(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}
