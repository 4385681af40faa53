package co.kendev.spaces.e2e;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The line between a browser and the product, which can be cut: a browser's own offline switch leaves open streams alone. */
final class Wire implements AutoCloseable {
    private final int port;
    private final ServerSocket door;
    private final Set<Socket> ends = ConcurrentHashMap.newKeySet();
    private volatile boolean whole = true;

    /** @param port where the product listens */
    Wire(int port) throws IOException {
        this.port = port;
        this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::serve);
    }

    /** The product as seen through the wire. */
    URI product() {
        return URI.create("http://127.0.0.1:" + door.getLocalPort());
    }

    /** Drops every connection, and each new one at once. */
    void cut() {
        whole = false;
        ends.forEach(Wire::drop);
        ends.clear();
    }

    void mend() {
        whole = true;
    }

    @Override
    public void close() throws IOException {
        door.close();
        cut();
    }

    private void serve() {
        while (!door.isClosed()) {
            try {
                var browser = door.accept();
                if (whole) {
                    join(browser, new Socket(InetAddress.getLoopbackAddress(), port));
                } else {
                    drop(browser);
                }
            } catch (IOException notAnswering) {
                // the browser tries again
            }
        }
    }

    private void join(Socket browser, Socket server) {
        ends.add(browser);
        ends.add(server);
        Thread.ofVirtual().start(() -> pass(browser, server));
        Thread.ofVirtual().start(() -> pass(server, browser));
        if (!whole) {
            cut();
        }
    }

    private void pass(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException over) {
            // so is the other direction
        } finally {
            drop(from);
            drop(to);
            ends.remove(from);
            ends.remove(to);
        }
    }

    private static void drop(Socket socket) {
        try {
            socket.close();
        } catch (IOException closed) {
            // as was wanted
        }
    }
}
