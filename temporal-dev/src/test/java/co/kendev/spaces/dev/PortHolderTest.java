package co.kendev.spaces.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class PortHolderTest {

    @Test
    void takenPortIsOneLineWithPortProcessAndVariable() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var number = socket.getLocalPort();
            assertThatThrownBy(() -> PortHolder.requireFree(Port.GRPC, number))
                    .isInstanceOf(LaunchFailure.class)
                    .message()
                    .hasLineCount(1)
                    .contains("Port " + number)
                    .contains("pid " + ProcessHandle.current().pid())
                    .contains("SPACES_GRPC_PORT=");
        }
    }

    @Test
    void portOnAllInterfacesIsTakenOnLoopback() throws IOException {
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(0));
            assertThat(PortHolder.taken(socket.getLocalPort())).isTrue();
        }
    }

    @Test
    void freePortPasses() {
        var number = PortHolder.anyFree();
        assertThatCode(() -> PortHolder.requireFree(Port.HTTP, number)).doesNotThrowAnyException();
    }
}
