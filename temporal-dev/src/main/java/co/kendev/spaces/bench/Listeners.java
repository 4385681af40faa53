package co.kendev.spaces.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;

/**
 * Many event streams of one channel, read by one thread: for each message it keeps when the last listener had it complete.
 */
final class Listeners implements AutoCloseable {

    private static final long OPEN_MAX = 30_000_000_000L;

    private final Selector selector = Selector.open();
    private final List<SocketChannel> sockets = new ArrayList<>();
    private final Map<Long, Arrivals> arrivals = new HashMap<>();
    private final Thread thread;
    private final int count;
    private int opened;
    private int lost;
    private volatile boolean closed;

    /** How many listeners have a message, and when the last of them had it. */
    private static final class Arrivals {
        private int count;
        private long last;
    }

    Listeners(int port, String channel, List<String> tokens, int count) throws IOException {
        this.count = count;
        for (var i = 0; i < count; i++) {
            var socket = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            var request = "GET /api/v1/channels/" + channel + "/stream HTTP/1.1\r\nHost: 127.0.0.1:" + port
                    + "\r\nAuthorization: Bearer " + tokens.get(i % tokens.size())
                    + "\r\nAccept: text/event-stream\r\n\r\n";
            socket.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.ISO_8859_1)));
            socket.configureBlocking(false);
            socket.register(selector, SelectionKey.OP_READ, new Parser());
            sockets.add(socket);
        }
        thread = Thread.ofPlatform().daemon().name("listeners").start(this::read);
        await(() -> opened, count, "streams are open");
    }

    /** When the last listener had the message, or -1 if not all of them have it. */
    synchronized long last(long seq) {
        var known = arrivals.get(seq);
        return known == null || known.count < count ? -1 : known.last;
    }

    /** Waits until all listeners have the message; false after five seconds. */
    boolean awaitAll(long seq) {
        var until = System.nanoTime() + 5_000_000_000L;
        while (last(seq) < 0) {
            if (System.nanoTime() > until) {
                return false;
            }
            Thread.onSpinWait();
            java.util.concurrent.locks.LockSupport.parkNanos(1_000_000);
        }
        return true;
    }

    /** Streams that the server has closed; such a run says nothing. */
    synchronized int lost() {
        return lost;
    }

    private void await(IntSupplier number, int wanted, String what) {
        var until = System.nanoTime() + OPEN_MAX;
        while (true) {
            synchronized (this) {
                if (number.getAsInt() >= wanted) {
                    return;
                }
                if (System.nanoTime() > until) {
                    throw new IllegalStateException(number.getAsInt() + " of " + wanted + " " + what);
                }
            }
            java.util.concurrent.locks.LockSupport.parkNanos(5_000_000);
        }
    }

    private void read() {
        var buffer = ByteBuffer.allocate(256 * 1024);
        try {
            while (!closed) {
                selector.select(key -> receive(key, buffer), 200);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void receive(SelectionKey key, ByteBuffer buffer) {
        try {
            buffer.clear();
            var bytes = ((SocketChannel) key.channel()).read(buffer);
            var now = System.nanoTime();
            synchronized (this) {
                if (bytes < 0) {
                    lost++;
                    key.cancel();
                } else {
                    ((Parser) key.attachment()).feed(buffer.array(), bytes, now);
                }
            }
        } catch (IOException hungUp) {
            synchronized (this) {
                lost++;
            }
            key.cancel();
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        selector.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (var socket : sockets) {
            socket.close();
        }
        selector.close();
    }

    /** Follows one stream through its chunks and lines. */
    private final class Parser {

        private enum Mode {
            HEAD,
            CHUNK_SIZE,
            CHUNK,
            CHUNK_END
        }

        private Mode mode = Mode.HEAD;
        private final StringBuilder head = new StringBuilder();
        private int chunkLeft;
        private int column;
        private boolean idLine;
        private long id = -1;
        private long pending = -1;

        void feed(byte[] data, int length, long now) {
            var i = 0;
            while (i < length) {
                switch (mode) {
                    case HEAD -> {
                        head.append((char) data[i++]);
                        if (head.length() > 4
                                && head.substring(head.length() - 4).equals("\r\n\r\n")) {
                            if (!head.toString().startsWith("HTTP/1.1 200")) {
                                throw new IllegalStateException("A stream was answered with: " + head);
                            }
                            opened++;
                            mode = Mode.CHUNK_SIZE;
                        }
                    }
                    case CHUNK_SIZE -> {
                        var b = data[i++];
                        if (b == '\n') {
                            mode = Mode.CHUNK;
                        } else if (b != '\r') {
                            chunkLeft = chunkLeft * 16 + Character.digit((char) b, 16);
                        }
                    }
                    case CHUNK -> {
                        var end = Math.min(length, i + chunkLeft);
                        chunkLeft -= end - i;
                        content(data, i, end, now);
                        i = end;
                        if (chunkLeft == 0) {
                            mode = Mode.CHUNK_END;
                        }
                    }
                    case CHUNK_END -> {
                        if (data[i++] == '\n') {
                            mode = Mode.CHUNK_SIZE;
                        }
                    }
                }
            }
        }

        private void content(byte[] data, int start, int end, long now) {
            for (var i = start; i < end; i++) {
                var b = data[i];
                if (b == '\n') {
                    if (idLine) {
                        pending = id;
                    } else if (column == 0 && pending >= 0) {
                        arrived(pending, now);
                        pending = -1;
                    }
                    column = 0;
                    idLine = false;
                    id = 0;
                } else {
                    if (column == 0) {
                        idLine = b == 'i';
                        id = 0;
                    } else if (idLine && b >= '0' && b <= '9') {
                        id = id * 10 + (b - '0');
                    } else if (!idLine) {
                        while (i + 1 < end && data[i + 1] != '\n') {
                            i++;
                        }
                    }
                    column++;
                }
            }
        }

        private void arrived(long seq, long now) {
            var known = arrivals.computeIfAbsent(seq, s -> new Arrivals());
            known.count++;
            known.last = now;
        }
    }
}
