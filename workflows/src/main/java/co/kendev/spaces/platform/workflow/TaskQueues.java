package co.kendev.spaces.platform.workflow;

/** Task queues are named after the resource they spend, never after a feature. */
public final class TaskQueues {
    /** Everything that needs only our own database. */
    public static final String CORE = "core";

    private TaskQueues() {}
}
