package co.kendev.spaces.platform.activity;

import co.kendev.spaces.platform.workflow.Payloads;
import com.uber.m3.tally.RootScopeBuilder;
import com.uber.m3.tally.Scope;
import com.uber.m3.util.Duration;
import io.micrometer.core.instrument.MeterRegistry;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.schedules.ScheduleClient;
import io.temporal.client.schedules.ScheduleClientOptions;
import io.temporal.common.reporter.MicrometerClientStatsReporter;
import io.temporal.serviceclient.GrpcCompression;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The connection to Temporal, made by hand: nothing here waits for the server, so that the application starts without it. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TemporalProperties.class)
class TemporalConfiguration {
    private static final double REPORT_SECONDS = 10;

    @Bean(destroyMethod = "close")
    Scope temporalMetrics(MeterRegistry meters) {
        return new RootScopeBuilder()
                .reporter(new MicrometerClientStatsReporter(meters))
                .reportEvery(Duration.ofSeconds(REPORT_SECONDS));
    }

    /** Connects at the first call, and again after every loss. */
    @Bean(destroyMethod = "shutdown")
    WorkflowServiceStubs temporalStubs(TemporalProperties properties, Scope temporalMetrics) {
        var options = WorkflowServiceStubsOptions.newBuilder()
                .setTarget(properties.target())
                .setMetricsScope(temporalMetrics)
                // the default reconnects lazily, up to two minutes after the server is back
                .setGrpcReconnectFrequency(java.time.Duration.ofSeconds(20));
        if (properties.isLoopback()) {
            options.setGrpcCompression(GrpcCompression.NONE);
        }
        return WorkflowServiceStubs.newServiceStubs(options.build());
    }

    @Bean
    WorkflowClient temporalClient(WorkflowServiceStubs stubs, TemporalProperties properties, InstanceRole role) {
        return WorkflowClient.newInstance(
                stubs,
                WorkflowClientOptions.newBuilder()
                        .setNamespace(properties.namespace())
                        .setIdentity(TemporalProperties.identity(role.name()))
                        .setDataConverter(Payloads.converter())
                        .build());
    }

    @Bean
    ScheduleClient temporalSchedules(WorkflowServiceStubs stubs, TemporalProperties properties, InstanceRole role) {
        return ScheduleClient.newInstance(
                stubs,
                ScheduleClientOptions.newBuilder()
                        .setNamespace(properties.namespace())
                        .setIdentity(TemporalProperties.identity(role.name()))
                        .setDataConverter(Payloads.converter())
                        .build());
    }
}
