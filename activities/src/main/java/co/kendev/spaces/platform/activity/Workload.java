package co.kendev.spaces.platform.activity;

import java.util.List;

/**
 * What a feature gives a worker to do; each feature adds beans of this type.
 *
 * @param queue the task queue, which is the resource that is spent
 * @param workflows workflow implementation classes
 * @param activities activity implementations
 */
public record Workload(String queue, List<Class<?>> workflows, List<Object> activities) {
    public Workload {
        workflows = List.copyOf(workflows);
        activities = List.copyOf(activities);
    }
}
