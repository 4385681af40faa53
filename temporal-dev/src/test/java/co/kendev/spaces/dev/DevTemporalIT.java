package co.kendev.spaces.dev;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevTemporalIT {

    @TempDir
    Path data;

    @Test
    void realServerComesUpOnOurPostgresAndAgainAfterKill() {
        try (var postgres = DevPostgres.start(data, 0);
                var temporal = DevTemporal.start(postgres, data.resolve("temporal.log"), 0)) {
            assertThat(namespaceState(temporal)).isEqualTo("NAMESPACE_STATE_REGISTERED");
            temporal.kill();
            assertThat(temporal.alive()).isFalse();
            temporal.restart();
            assertThat(namespaceState(temporal)).isEqualTo("NAMESPACE_STATE_REGISTERED");
        }
    }

    private static String namespaceState(DevTemporal temporal) {
        var stubs = WorkflowServiceStubs.newServiceStubs(WorkflowServiceStubsOptions.newBuilder()
                .setTarget(temporal.target())
                .build());
        try {
            return WorkflowServiceGrpc.newBlockingStub(stubs.getRawChannel())
                    .describeNamespace(DescribeNamespaceRequest.newBuilder()
                            .setNamespace("spaces")
                            .build())
                    .getNamespaceInfo()
                    .getState()
                    .name();
        } finally {
            stubs.shutdownNow();
        }
    }
}
