package co.kendev.spaces.revenue.activity;

import co.kendev.spaces.platform.activity.Workload;
import co.kendev.spaces.platform.workflow.TaskQueues;
import co.kendev.spaces.revenue.workflow.DistributionWorkflowImpl;
import co.kendev.spaces.revenue.workflow.MonthCloseWorkflowImpl;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Gives revenue to the workers. */
@Configuration(proxyBeanMethods = false)
class RevenueConfiguration {
    @Bean
    Workload distributionWorkload(DistributionActivitiesImpl activities) {
        return new Workload(TaskQueues.CORE, List.of(DistributionWorkflowImpl.class), List.of(activities));
    }

    @Bean
    Workload monthCloseWorkload(MonthCloseActivitiesImpl activities) {
        return new Workload(TaskQueues.CORE, List.of(MonthCloseWorkflowImpl.class), List.of(activities));
    }
}
