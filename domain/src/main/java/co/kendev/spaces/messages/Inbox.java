package co.kendev.spaces.messages;

import co.kendev.spaces.platform.errors.DomainException;
import co.kendev.spaces.platform.ids.ChannelId;
import co.kendev.spaces.platform.ids.SpaceId;
import co.kendev.spaces.platform.tenancy.Actor;
import co.kendev.spaces.platform.tenancy.Tx;
import co.kendev.spaces.spaces.Access;
import co.kendev.spaces.spaces.ChannelAccess;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Knows what a person has read, and what waits for them. */
@Component
public class Inbox {
    /** Beyond this many the number says nothing. */
    public static final int UNREAD_MAX = 1_000;

    private final Tx tx;
    private final JdbcClient jdbc;
    private final Access access;
    private final Clock clock;

    Inbox(Tx tx, JdbcClient jdbc, Access access, Clock clock) {
        this.tx = tx;
        this.jdbc = jdbc;
        this.access = access;
        this.clock = clock;
    }

    /** The channels of a space that the actor may see, with what waits in each. */
    public List<Entry> channels(Actor actor, SpaceId space) {
        var visible = access.channels(actor, space);
        var ids =
                visible.stream().map(channel -> channel.channel().id().value()).toArray(UUID[]::new);
        var counts = new HashMap<ChannelId, long[]>();
        tx.read(actor.scope(), () -> {
            jdbc.sql("""
                            select h.channel_id, h.last_seq, coalesce(r.seq, 0) as read_seq,
                              (select count(*) from (
                                 select m.author_id, m.deleted_at from messages.message m
                                 where m.channel_id = h.channel_id and m.seq > coalesce(r.seq, 0)
                                 order by m.seq desc limit ?) as u
                               where u.author_id <> ?::uuid and u.deleted_at is null) as unread
                            from messages.head h
                            left join messages.read_mark r on r.tenant_id = h.tenant_id and r.channel_id = h.channel_id
                              and r.person_id = ?::uuid
                            where h.channel_id = any(?)
                            """)
                    .param(UNREAD_MAX)
                    .param(actor.person().value())
                    .param(actor.person().value())
                    .param(ids)
                    .query(rs -> {
                        counts.put(
                                new ChannelId(rs.getObject("channel_id", UUID.class)),
                                new long[] {rs.getLong("last_seq"), rs.getLong("read_seq"), rs.getLong("unread")});
                    });
            return null;
        });
        return visible.stream()
                .map(channel -> {
                    var count = counts.getOrDefault(channel.channel().id(), new long[3]);
                    return new Entry(channel, count[0], count[1], (int) count[2]);
                })
                .toList();
    }

    /** Remembers how far a person has read; never backwards. */
    public void markRead(Actor actor, ChannelId channel, long seq) {
        access.channel(actor, channel);
        if (seq < 0) {
            throw DomainException.invalid("seq", "A seq is 0 or more.");
        }
        tx.write(actor.scope(), () -> {
            jdbc.sql("""
                            insert into messages.read_mark as r (tenant_id, channel_id, person_id, seq, read_at)
                            select ?, ?, ?, least(?, coalesce((select last_seq from messages.head where channel_id = ?), 0)), ?
                            on conflict (tenant_id, channel_id, person_id)
                            do update set seq = excluded.seq, read_at = excluded.read_at where excluded.seq > r.seq
                            """)
                    .params(
                            actor.tenant().value(),
                            channel.value(),
                            actor.person().value(),
                            seq,
                            channel.value(),
                            Timestamp.from(clock.instant()))
                    .update();
        });
    }

    /**
     * One channel as its reader sees it.
     *
     * @param lastSeq seq of the newest message, 0 in an empty channel
     * @param readSeq how far the person has read
     * @param unread messages of others after that, among the newest {@link #UNREAD_MAX}
     */
    public record Entry(ChannelAccess access, long lastSeq, long readSeq, int unread) {}
}
