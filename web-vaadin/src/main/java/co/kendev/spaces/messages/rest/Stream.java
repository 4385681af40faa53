package co.kendev.spaces.messages.rest;

import co.kendev.spaces.messages.Feed;
import co.kendev.spaces.messages.Frame;
import co.kendev.spaces.messages.Message;
import co.kendev.spaces.platform.web.ApiJson;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One open event stream: the feed fills its queue, the thread of its request empties it. One write takes along everything that
 * waits, and the next comes no sooner than a short pause after it, so a burst costs a listener few system calls and a single message
 * no time; a listener too slow for a whole queue is let go and resumes by seq.
 */
final class Stream implements Feed.Listener {
    private static final int QUEUE_MAX = 1_000;
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);
    /** How long a withdrawn right or an ended login may still be served. */
    private static final Duration CHECK = Duration.ofSeconds(5);

    private static final Duration PAUSE = Duration.ofMillis(10);
    /** A listener that took nothing for so long is no measure for how fast one may post. */
    private static final Duration STALLED = Duration.ofSeconds(1);

    private static final byte[] COMMENT = bytes(":\n\n");
    private static final byte[] EVENT_MESSAGE = bytes("\nevent: message\ndata: ");
    private static final byte[] EVENT_CHANGE = bytes("event: change\ndata: ");

    private final ConcurrentLinkedQueue<Frame> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private volatile @Nullable Thread parked;
    private volatile boolean closed;
    private volatile boolean overrun;
    /** When the listener last took something; 0 before it is up to date with what was there before it came. */
    private volatile long wrote;

    @Override
    public int behind() {
        var last = wrote;
        return last == 0 || System.nanoTime() - last > STALLED.toNanos() ? 0 : waiting.get();
    }

    @Override
    public void hear(Frame frame) {
        if (closed || overrun) {
            return;
        }
        if (waiting.incrementAndGet() > QUEUE_MAX) {
            overrun = true;
        } else {
            queue.add(frame);
        }
        wake();
    }

    /** Ends the stream after what is being written. */
    void close() {
        closed = true;
        wake();
    }

    /** Whether the listener was let go because it could not follow. */
    boolean overrun() {
        return overrun;
    }

    private void wake() {
        var thread = parked;
        if (thread != null) {
            LockSupport.unpark(thread);
        }
    }

    /**
     * Writes what comes, until somebody closes the stream, the listener hangs up or may not listen any more.
     *
     * @param after seq of the last message the listener has already
     */
    void run(OutputStream out, long after, BooleanSupplier mayListen) throws IOException {
        var last = after;
        var now = System.nanoTime();
        var beat = now + HEARTBEAT.toNanos();
        var check = now + CHECK.toNanos();
        while (!closed && !overrun) {
            var news = false;
            for (var frame = queue.poll(); frame != null; frame = queue.poll()) {
                waiting.decrementAndGet();
                if (!frame.created() || frame.message().seq() > last) {
                    out.write(frame.encoded(frame.created() ? Stream::posted : Stream::changed));
                    news = true;
                    last = Math.max(last, frame.message().seq());
                }
            }
            now = System.nanoTime();
            if (now - check >= 0) {
                check = now + CHECK.toNanos();
                if (!mayListen.getAsBoolean()) {
                    out.flush();
                    return;
                }
            }
            if (now - beat >= 0) {
                out.write(COMMENT);
                news = true;
            }
            if (news) {
                out.flush();
                wrote = System.nanoTime();
                beat = wrote + HEARTBEAT.toNanos();
                LockSupport.parkNanos(this, PAUSE.toNanos());
            } else {
                wrote = now;
            }
            await(Math.min(beat, check));
        }
    }

    private void await(long deadline) {
        parked = Thread.currentThread();
        // looked at again after the name is known: who came before found nobody to wake
        if (queue.isEmpty() && !closed && !overrun) {
            LockSupport.parkNanos(this, Math.max(1, deadline - System.nanoTime()));
        }
        parked = null;
    }

    static byte[] posted(Message message) {
        return encode(message, true);
    }

    private static byte[] changed(Message message) {
        return encode(message, false);
    }

    private static byte[] encode(Message message, boolean created) {
        var json = ApiJson.strict().writeValueAsBytes(MessageJson.of(message));
        var id = created ? bytes("id: " + message.seq()) : new byte[0];
        var event = created ? EVENT_MESSAGE : EVENT_CHANGE;
        var frame = new byte[id.length + event.length + json.length + 2];
        System.arraycopy(id, 0, frame, 0, id.length);
        System.arraycopy(event, 0, frame, id.length, event.length);
        System.arraycopy(json, 0, frame, id.length + event.length, json.length);
        frame[frame.length - 2] = '\n';
        frame[frame.length - 1] = '\n';
        return frame;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
