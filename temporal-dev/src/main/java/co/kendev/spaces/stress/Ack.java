package co.kendev.spaces.stress;

import java.util.UUID;

/** A message the product has promised to keep. */
record Ack(UUID channel, String clientId, UUID id, long seq) {

    String line() {
        return channel + " " + clientId + " " + id + " " + seq;
    }

    static Ack parse(String line) {
        var parts = line.split(" ", -1);
        return new Ack(UUID.fromString(parts[0]), parts[1], UUID.fromString(parts[2]), Long.parseLong(parts[3]));
    }
}
