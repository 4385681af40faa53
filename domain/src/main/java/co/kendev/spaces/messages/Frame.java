package co.kendev.spaces.messages;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One change of a channel on its way to everybody who watches it; encoded once for all of them. */
public final class Frame {
    private final Message message;
    private final boolean created;
    private volatile byte @Nullable [] encoded;

    Frame(Message message, boolean created) {
        this.message = message;
        this.created = created;
    }

    public Message message() {
        return message;
    }

    /** Whether the message is new, or one that was there has changed. */
    public boolean created() {
        return created;
    }

    /** The bytes the encoder makes of the message; made by the first who asks, shared by all. */
    public byte[] encoded(Function<Message, byte[]> encoder) {
        var known = encoded;
        if (known == null) {
            known = encoder.apply(message);
            encoded = known;
        }
        return known;
    }
}
