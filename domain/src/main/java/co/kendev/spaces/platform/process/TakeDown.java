package co.kendev.spaces.platform.process;

import co.kendev.spaces.platform.ids.TenantId;

/** Takes back what a process of one kind has built, when its workflow was ended from outside; plugged in by its feature. */
public interface TakeDown {
    /** The kind of process this is for. */
    String kind();

    /** Takes everything back and ends the process; called again after any exception, so each part of it must be harmless twice. */
    void takeDown(TenantId tenant, ProcessId process, String reason);
}
