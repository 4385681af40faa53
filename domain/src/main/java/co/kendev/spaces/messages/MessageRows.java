package co.kendev.spaces.messages;

import co.kendev.spaces.platform.ids.ChannelId;
import co.kendev.spaces.platform.ids.MessageId;
import co.kendev.spaces.platform.ids.SpaceId;
import co.kendev.spaces.platform.ids.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The SQL of messages; every method runs in the transaction that is open. */
@Component
class MessageRows {
    private static final String SELECT = """
            select m.id, m.tenant_id, m.space_id, m.channel_id, m.seq, m.version, m.thread_id, m.author_id, m.author_kind,
              m.author_name, m.type, m.text, m.html, m.plain, m.blocks, m.department, m.workflow, m.priority, m.journey,
              m.metadata, m.client_id, m.created_at, m.edited_at, m.deleted_at
            from messages.message m
            """;

    /** In the order of the channels, so that two who raise several never wait for each other in a circle. */
    private static final String RAISE = """
            insert into messages.head as h (tenant_id, channel_id, last_seq, last_version)
            select ?, c.id, c.posts, c.changes
            from unnest(?::uuid[], ?::integer[], ?::integer[]) as c (id, posts, changes) order by c.id
            on conflict (channel_id) do update
              set last_seq = h.last_seq + excluded.last_seq, last_version = h.last_version + excluded.last_version
            returning channel_id, last_seq, last_version
            """;

    private final JdbcClient jdbc;
    private final JdbcTemplate batch;
    private final JsonMapper json;

    MessageRows(JdbcClient jdbc, JdbcTemplate batch, JsonMapper json) {
        this.jdbc = jdbc;
        this.batch = batch;
        this.json = json;
    }

    /** Raises the counters of channels that get posts, under their locks, which the transaction holds until it ends. */
    Map<ChannelId, Head> advance(TenantId tenant, Map<ChannelId, Integer> posts) {
        var heads = HashMap.<ChannelId, Head>newHashMap(posts.size());
        jdbc.sql(RAISE)
                .param(tenant.value())
                .param(posts.keySet().stream().map(ChannelId::value).toArray(UUID[]::new))
                .param(posts.values().toArray(Integer[]::new))
                .param(posts.values().toArray(Integer[]::new))
                .query(rs -> {
                    heads.put(new ChannelId(rs.getObject(1, UUID.class)), new Head(rs.getLong(2), rs.getLong(3)));
                });
        return heads;
    }

    /** Raises the change counter of a channel, under its lock, which the transaction holds until it ends. */
    Head advance(TenantId tenant, ChannelId channel) {
        return jdbc.sql(RAISE)
                .param(tenant.value())
                .param(new UUID[] {channel.value()})
                .param(new Integer[] {0})
                .param(new Integer[] {1})
                .query((rs, row) -> new Head(rs.getLong(2), rs.getLong(3)))
                .single();
    }

    /** Takes the lock of a message's channel without raising its counters. */
    void holdChannelOf(MessageId id) {
        jdbc.sql("""
                        select 1 from messages.head
                        where channel_id = (select channel_id from messages.message where id = ?) for update
                        """).param(id.value()).query(Integer.class).optional();
    }

    Head head(ChannelId channel) {
        return jdbc.sql("select last_seq, last_version from messages.head where channel_id = ?")
                .param(channel.value())
                .query((rs, row) -> new Head(rs.getLong(1), rs.getLong(2)))
                .optional()
                .orElse(new Head(0, 0));
    }

    void insert(List<Message> messages, List<byte @Nullable []> hashes) {
        batch.batchUpdate("""
                insert into messages.message (tenant_id, id, space_id, channel_id, seq, version, thread_id, author_id,
                  author_kind, author_name, type, text, html, plain, blocks, department, workflow, priority, journey,
                  metadata, client_id, content_hash, created_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?, ?::jsonb, ?, ?, ?)
                """, new org.springframework.jdbc.core.BatchPreparedStatementSetter() {
            @Override
            public int getBatchSize() {
                return messages.size();
            }

            @Override
            public void setValues(java.sql.PreparedStatement row, int i) throws SQLException {
                var m = messages.get(i);
                row.setObject(1, m.tenant().value());
                row.setObject(2, m.id().value());
                row.setObject(3, m.space().value());
                row.setObject(4, m.channel().value());
                row.setLong(5, m.seq());
                row.setLong(6, m.version());
                row.setObject(7, m.thread() == null ? null : m.thread().value(), java.sql.Types.OTHER);
                row.setObject(8, m.author().id());
                row.setString(9, m.author().kind().word());
                row.setString(10, m.author().name());
                row.setString(11, m.type().word());
                row.setString(12, m.text());
                row.setString(13, m.html());
                row.setString(14, m.plain());
                row.setString(15, m.blocks() == null ? null : json.writeValueAsString(m.blocks()));
                row.setString(16, m.department() == null ? null : m.department().word());
                row.setString(17, m.workflow());
                row.setString(18, m.priority().word());
                row.setString(19, m.journey() == null ? null : m.journey().word());
                row.setString(20, m.metadata() == null ? null : json.writeValueAsString(m.metadata()));
                row.setString(21, m.clientId());
                row.setBytes(22, hashes.get(i));
                row.setTimestamp(23, Timestamp.from(m.createdAt()));
            }
        });
    }

    Optional<Message> find(MessageId id) {
        return jdbc.sql(SELECT + " where m.id = ?")
                .param(id.value())
                .query(this::read)
                .optional();
    }

    Optional<Stored> findByClientId(ChannelId channel, UUID author, String clientId) {
        return jdbc.sql(SELECT.replace("m.deleted_at\n", "m.deleted_at, m.content_hash\n")
                        + " where m.channel_id = ? and m.author_id = ? and m.client_id = ?")
                .params(channel.value(), author, clientId)
                .query((rs, row) -> new Stored(read(rs, row), rs.getBytes("content_hash")))
                .optional();
    }

    /** Those of the sayings that were said already, under their client ids. */
    Set<Messages.Saying> said(List<Messages.Saying> sayings) {
        var found = new HashSet<Messages.Saying>();
        jdbc.sql("""
                        select w.position from unnest(?::uuid[], ?::uuid[], ?::text[])
                          with ordinality as w (channel_id, author_id, client_id, position)
                        where exists (select from messages.message m where m.channel_id = w.channel_id
                          and m.author_id = w.author_id and m.client_id = w.client_id)
                        """)
                .param(sayings.stream().map(saying -> saying.channel().value()).toArray(UUID[]::new))
                .param(sayings.stream().map(saying -> saying.author().id()).toArray(UUID[]::new))
                .param(sayings.stream().map(saying -> saying.draft().clientId()).toArray(String[]::new))
                .query(rs -> {
                    found.add(sayings.get(rs.getInt(1) - 1));
                });
        return found;
    }

    List<Message> after(ChannelId channel, long seq, int limit) {
        return list(" where m.channel_id = ? and m.seq > ? order by m.seq limit ?", channel, seq, limit);
    }

    /** Newest first. */
    List<Message> before(ChannelId channel, long seq, int limit) {
        return list(" where m.channel_id = ? and m.seq < ? order by m.seq desc limit ?", channel, seq, limit);
    }

    /** In the order of change. */
    List<Message> changedAfter(ChannelId channel, long version, int limit) {
        return list(" where m.channel_id = ? and m.version > ? order by m.version limit ?", channel, version, limit);
    }

    /** Changes a message that is still at the version the caller saw; returns whether it was. */
    boolean update(Message changed, long seenVersion) {
        return jdbc.sql("""
                        update messages.message
                        set version = ?, text = ?, html = ?, plain = ?, metadata = ?::jsonb, blocks = ?::jsonb, edited_at = ?,
                          deleted_at = ?
                        where id = ? and version = ?
                        """)
                        .param(changed.version())
                        .param(changed.text())
                        .param(changed.html())
                        .param(changed.plain())
                        .param(changed.metadata() == null ? null : json.writeValueAsString(changed.metadata()))
                        .param(changed.blocks() == null ? null : json.writeValueAsString(changed.blocks()))
                        .param(timestamp(changed.editedAt()))
                        .param(timestamp(changed.deletedAt()))
                        .param(changed.id().value())
                        .param(seenVersion)
                        .update()
                == 1;
    }

    void keepRevision(Message before, UUID replacedBy, Instant at) {
        jdbc.sql("""
                        insert into messages.revision (tenant_id, message_id, version, text, replaced_by, replaced_at)
                        values (?, ?, ?, ?, ?, ?)
                        """)
                .params(
                        before.tenant().value(),
                        before.id().value(),
                        before.version(),
                        before.text(),
                        replacedBy,
                        Timestamp.from(at))
                .update();
    }

    private List<Message> list(String where, ChannelId channel, long from, int limit) {
        return jdbc.sql(SELECT + where)
                .params(channel.value(), from, limit)
                .query(this::read)
                .list();
    }

    private Message read(ResultSet rs, int row) throws SQLException {
        var thread = rs.getObject("thread_id", UUID.class);
        var department = rs.getString("department");
        var journey = rs.getString("journey");
        return new Message(
                new MessageId(rs.getObject("id", UUID.class)),
                new TenantId(rs.getObject("tenant_id", UUID.class)),
                new SpaceId(rs.getObject("space_id", UUID.class)),
                new ChannelId(rs.getObject("channel_id", UUID.class)),
                rs.getLong("seq"),
                rs.getLong("version"),
                new Author(
                        rs.getObject("author_id", UUID.class),
                        rs.getString("author_name"),
                        Author.Kind.valueOf(upper(rs.getString("author_kind")))),
                MessageType.valueOf(upper(rs.getString("type"))),
                rs.getString("text"),
                rs.getString("html"),
                rs.getString("plain"),
                thread == null ? null : new MessageId(thread),
                department == null ? null : Department.valueOf(upper(department)),
                rs.getString("workflow"),
                Priority.valueOf(upper(rs.getString("priority"))),
                journey == null ? null : Journey.valueOf(upper(journey)),
                tree(rs.getString("metadata")),
                tree(rs.getString("blocks")),
                rs.getString("client_id"),
                rs.getTimestamp("created_at").toInstant(),
                instant(rs.getTimestamp("edited_at")),
                instant(rs.getTimestamp("deleted_at")));
    }

    private static String upper(String word) {
        return word.toUpperCase(Locale.ROOT);
    }

    private @Nullable JsonNode tree(@Nullable String text) {
        return text == null ? null : json.readTree(text);
    }

    private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }

    private static @Nullable Timestamp timestamp(@Nullable Instant instant) {
        return instant == null ? null : Timestamp.from(instant);
    }

    /** How far a channel has come. */
    record Head(long seq, long version) {
        /** The next place after this one. */
        Head next() {
            return new Head(seq + 1, version + 1);
        }

        Head back(int posts) {
            return new Head(seq - posts, version - posts);
        }
    }

    /** A message with the fingerprint of the body it was posted with. */
    record Stored(Message message, byte @Nullable [] contentHash) {}
}
