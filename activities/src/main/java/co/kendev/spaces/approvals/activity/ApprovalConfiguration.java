package co.kendev.spaces.approvals.activity;

import co.kendev.spaces.approvals.workflow.ApprovalWorkflowImpl;
import co.kendev.spaces.platform.activity.Workload;
import co.kendev.spaces.platform.workflow.TaskQueues;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Gives approvals to the workers. */
@Configuration(proxyBeanMethods = false)
class ApprovalConfiguration {
    @Bean
    Workload approvalWorkload(ApprovalActivitiesImpl activities) {
        return new Workload(TaskQueues.CORE, List.of(ApprovalWorkflowImpl.class), List.of(activities));
    }
}
