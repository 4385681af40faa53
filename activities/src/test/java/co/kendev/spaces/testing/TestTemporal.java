package co.kendev.spaces.testing;

import co.kendev.spaces.platform.workflow.SearchKeys;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.temporal.api.operatorservice.v1.AddSearchAttributesRequest;
import io.temporal.api.operatorservice.v1.OperatorServiceGrpc;
import io.temporal.testserver.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** Temporal's in-memory server on a real port, in real time. */
public final class TestTemporal implements AutoCloseable {
    private final int port;
    private final TestServer.PortBoundTestServer server;

    private TestTemporal(int port) {
        this.port = port;
        this.server = TestServer.createPortBoundServer(port);
        registerSearchAttributes();
    }

    public static TestTemporal start() {
        return new TestTemporal(freePort());
    }

    /**
     * A port where nobody listens, below those that systems lend to outgoing connections: one of these would take it before it is
     * listened on.
     */
    public static int freePort() {
        for (int attempt = 0; attempt < 100; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(20_000, 32_000);
            try (var _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return port;
            } catch (IOException taken) {
                // another one, then
            }
        }
        throw new IllegalStateException("no free port between 20000 and 32000");
    }

    /** The server of a port that was reserved before. */
    public static TestTemporal startOn(int port) {
        return new TestTemporal(port);
    }

    public String target() {
        return "127.0.0.1:" + port;
    }

    @Override
    public void close() {
        server.close();
    }

    private void registerSearchAttributes() {
        var channel = Grpc.newChannelBuilder(target(), InsecureChannelCredentials.create())
                .build();
        try {
            var request = AddSearchAttributesRequest.newBuilder().setNamespace("spaces");
            SearchKeys.all().forEach(key -> request.putSearchAttributes(key.getName(), key.getValueType()));
            OperatorServiceGrpc.newBlockingStub(channel)
                    .withDeadlineAfter(10, TimeUnit.SECONDS)
                    .addSearchAttributes(request.build());
        } finally {
            channel.shutdownNow();
        }
    }
}
