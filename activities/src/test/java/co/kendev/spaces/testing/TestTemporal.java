package co.kendev.spaces.testing;

import co.kendev.spaces.platform.workflow.SearchKeys;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.temporal.api.operatorservice.v1.AddSearchAttributesRequest;
import io.temporal.api.operatorservice.v1.OperatorServiceGrpc;
import io.temporal.testserver.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
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

    /** A port where nobody listens, now. */
    public static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
