package co.kendev.spaces.dev;

import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.operatorservice.v1.AddSearchAttributesRequest;
import io.temporal.api.operatorservice.v1.OperatorServiceGrpc;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.testserver.TestServer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Temporal's in-JVM test server as a process of its own, for machines without Go. All its state is in memory. */
public final class TestEngine {

    private static final String KEYWORDS = "TenantId Process EntityId Stage BlockedOn Department Priority AiProvider";

    private TestEngine() {}

    /** How to start it beside this process, from the same classes. */
    static Launch launch(int port) {
        var command = List.of(
                Application.java().toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                TestEngine.class.getName(),
                Integer.toString(port));
        return new Launch(command, Map.of(), TestEngine.class.getName());
    }

    /** Serves on the port given as the only argument, until the process is stopped. */
    public static void main(String[] arguments) {
        var port = Integer.parseInt(arguments[0]);
        try {
            TestServer.createPortBoundServer(port);
            addSearchAttributes("127.0.0.1:" + port);
            System.out.println("temporal: READY 127.0.0.1:" + port);
        } catch (RuntimeException e) {
            // its threads would keep a failed process alive
            System.out.println("temporal: the test server does not start: " + e.getMessage());
            System.exit(1);
        }
    }

    private static void addSearchAttributes(String target) {
        var attributes = new LinkedHashMap<String, IndexedValueType>();
        for (var keyword : KEYWORDS.split(" ")) {
            attributes.put(keyword, IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD);
        }
        attributes.putAll(Map.of(
                "NeedsHuman", IndexedValueType.INDEXED_VALUE_TYPE_BOOL,
                "DueAt", IndexedValueType.INDEXED_VALUE_TYPE_DATETIME,
                "AmountMinor", IndexedValueType.INDEXED_VALUE_TYPE_INT));
        var stubs = WorkflowServiceStubs.newServiceStubs(
                WorkflowServiceStubsOptions.newBuilder().setTarget(target).build());
        try {
            var operator = OperatorServiceGrpc.newBlockingStub(stubs.getRawChannel());
            attributes.forEach((name, type) -> add(operator, name, type));
        } finally {
            stubs.shutdownNow();
        }
    }

    private static void add(
            OperatorServiceGrpc.OperatorServiceBlockingStub operator, String name, IndexedValueType type) {
        try {
            operator.addSearchAttributes(AddSearchAttributesRequest.newBuilder()
                    .setNamespace("spaces")
                    .putSearchAttributes(name, type)
                    .build());
        } catch (StatusRuntimeException e) {
            if (e.getStatus().getCode() != io.grpc.Status.Code.ALREADY_EXISTS) {
                throw e;
            }
        }
    }
}
