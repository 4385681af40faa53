package co.kendev.spaces.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;

/** One kept-alive HTTP connection on a plain socket: on two cores the load must cost less than what it measures. */
final class Connection implements AutoCloseable {

    private final Socket socket;
    private final OutputStream out;
    private final InputStream in;
    private final String token;
    private final int port;
    private byte[] buffer = new byte[64 * 1024];
    private int from;
    private int to;

    Connection(int port, String token) throws IOException {
        this.port = port;
        this.token = token;
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(30_000);
        out = socket.getOutputStream();
        in = socket.getInputStream();
    }

    /** Posts a message and returns its seq. */
    long post(String channel, String clientId, String text) throws IOException {
        var body = "{\"clientId\":\"" + clientId + "\",\"text\":\"" + text + "\"}";
        var answer = send("POST", "/api/v1/channels/" + channel + "/messages", body);
        if (answer.status != 201) {
            throw new IOException("A post was answered with " + answer.status + ": " + answer.body());
        }
        return answer.number("\"seq\":");
    }

    /** Reports a payment in US dollars. */
    void pay(String eventId, long amountMinor, Instant occurredAt) throws IOException {
        var body = "{\"eventId\":\"" + eventId + "\",\"amountMinor\":" + amountMinor
                + ",\"currency\":\"USD\",\"occurredAt\":\"" + occurredAt + "\"}";
        var answer = send("POST", "/api/v1/payments", body);
        if (answer.status != 202) {
            throw new IOException("A payment was answered with " + answer.status + ": " + answer.body());
        }
    }

    /** Reads a page completely; returns its length in bytes. */
    int get(String path) throws IOException {
        var answer = send("GET", path, "");
        if (answer.status != 200) {
            throw new IOException(path + " was answered with " + answer.status + ": " + answer.body());
        }
        return answer.bytes.length;
    }

    private record Answer(int status, byte[] bytes) {

        String body() {
            return new String(bytes, StandardCharsets.UTF_8);
        }

        long number(String after) {
            var text = body();
            var start = text.indexOf(after) + after.length();
            var end = start;
            while (Character.isDigit(text.charAt(end))) {
                end++;
            }
            return Long.parseLong(text.substring(start, end));
        }
    }

    private Answer send(String method, String path, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        var head = method + " " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\nAuthorization: Bearer " + token
                + "\r\nAccept: application/json\r\nContent-Type: application/json\r\nContent-Length: " + bytes.length
                + "\r\n\r\n";
        var headBytes = head.getBytes(StandardCharsets.ISO_8859_1);
        var request = Arrays.copyOf(headBytes, headBytes.length + bytes.length);
        System.arraycopy(bytes, 0, request, headBytes.length, bytes.length);
        out.write(request);
        return read();
    }

    private Answer read() throws IOException {
        var status = Integer.parseInt(line().split(" ", -1)[1]);
        var length = -1;
        var chunked = false;
        for (var line = line(); !line.isEmpty(); line = line()) {
            var lower = line.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Integer.parseInt(
                        lower.substring("content-length:".length()).strip());
            } else if (lower.startsWith("transfer-encoding:") && lower.contains("chunked")) {
                chunked = true;
            }
        }
        return new Answer(status, chunked ? chunks() : bytes(Math.max(0, length)));
    }

    private byte[] chunks() throws IOException {
        var all = new byte[0];
        while (true) {
            var size = Integer.parseInt(line().strip(), 16);
            var chunk = bytes(size);
            line();
            if (size == 0) {
                return all;
            }
            var start = all.length;
            all = Arrays.copyOf(all, start + size);
            System.arraycopy(chunk, 0, all, start, size);
        }
    }

    private String line() throws IOException {
        var start = from;
        while (true) {
            for (var i = start; i < to; i++) {
                if (buffer[i] == '\n') {
                    var end = i > from && buffer[i - 1] == '\r' ? i - 1 : i;
                    var line = new String(buffer, from, end - from, StandardCharsets.ISO_8859_1);
                    from = i + 1;
                    return line;
                }
            }
            start = to - from;
            fill();
            start += from;
        }
    }

    private byte[] bytes(int count) throws IOException {
        var result = new byte[count];
        var have = 0;
        while (have < count) {
            if (from == to) {
                fill();
            }
            var part = Math.min(count - have, to - from);
            System.arraycopy(buffer, from, result, have, part);
            from += part;
            have += part;
        }
        return result;
    }

    private void fill() throws IOException {
        if (from > 0) {
            System.arraycopy(buffer, from, buffer, 0, to - from);
            to -= from;
            from = 0;
        }
        if (to == buffer.length) {
            buffer = Arrays.copyOf(buffer, buffer.length * 2);
        }
        var read = in.read(buffer, to, buffer.length - to);
        if (read < 0) {
            throw new IOException("The connection was closed");
        }
        to += read;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
