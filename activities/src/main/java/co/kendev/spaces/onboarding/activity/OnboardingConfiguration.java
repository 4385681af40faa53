package co.kendev.spaces.onboarding.activity;

import co.kendev.spaces.onboarding.workflow.OnboardingWorkflowImpl;
import co.kendev.spaces.platform.activity.Workload;
import co.kendev.spaces.platform.workflow.TaskQueues;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Gives onboarding to the workers. */
@Configuration(proxyBeanMethods = false)
class OnboardingConfiguration {
    @Bean
    Workload onboardingWorkload(OnboardingActivitiesImpl activities) {
        return new Workload(TaskQueues.CORE, List.of(OnboardingWorkflowImpl.class), List.of(activities));
    }
}
