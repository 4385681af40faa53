package co.kendev.spaces.stress;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** Counts what is in the database, past the tenant wall; every method returns what is wrong, one line each. */
final class Audit {

    /** What a template makes; the slug, which is in every name the harness invents, becomes the same word everywhere. */
    private static final Map<String, String> CONTENTS = new TreeMap<>(Map.of(
            "tenant",
            "select concat_ws(' | ', t.name, t.state, t.template) from platform.tenant t where t.id = ?",
            "space",
            "select concat_ws(' | ', slug, name, description, brand) from spaces.space where tenant_id = ?",
            "category",
            "select concat_ws(' | ', name, position) from spaces.category where tenant_id = ?",
            "channel",
            """
            select concat_ws(' | ', c.name, c.kind, c.topic, c.position, k.name)
            from spaces.channel c left join spaces.category k on k.id = c.category_id where c.tenant_id = ?""",
            "permission",
            """
            select concat_ws(' | ', g.role, g.permission, c.name)
            from spaces.permission_grant g left join spaces.channel c on c.id = g.channel_id where g.tenant_id = ?""",
            "member",
            "select concat_ws(' | ', role, display_name) from spaces.member where tenant_id = ?",
            "agent",
            """
            select concat_ws(' | ', a.slug, a.name, a.purpose, a.provider, p.version, p.text)
            from agents.agent a left join agents.persona p on p.agent_id = a.id where a.tenant_id = ?""",
            "message",
            """
            select concat_ws(' | ', c.name, m.author_kind, m.author_name, m.type, m.text)
            from messages.message m join spaces.channel c on c.id = m.channel_id
            where m.tenant_id = ? and m.author_kind in ('system', 'agent')""",
            "checklist",
            "select concat_ws(' | ', key, label, position) from onboarding.checklist_item where tenant_id = ?",
            "step",
            """
            select concat_ws(' | ', s.name, s.position, s.state)
            from platform.process_step s join platform.process p on p.id = s.process_id
            where p.tenant_id = ? and p.kind = 'onboarding'"""));

    private final Connection owner;

    /** @param owner a connection that passes the wall; stays open */
    Audit(Connection owner) {
        this.owner = owner;
    }

    /** The tenant of a slug. */
    UUID tenant(String slug) throws SQLException {
        try (var query = owner.prepareStatement("select id from platform.tenant where slug = ?")) {
            query.setString(1, slug);
            try (var rows = query.executeQuery()) {
                if (!rows.next()) {
                    throw new IllegalStateException("There is no tenant " + slug);
                }
                return rows.getObject(1, UUID.class);
            }
        }
    }

    /** A channel of the tenant by its name. */
    UUID channel(String slug, String name) throws SQLException {
        try (var query = owner.prepareStatement("select id from spaces.channel where tenant_id = ? and name = ?")) {
            query.setObject(1, tenant(slug));
            query.setString(2, name);
            try (var rows = query.executeQuery()) {
                if (!rows.next()) {
                    throw new IllegalStateException("There is no channel " + name + " in " + slug);
                }
                return rows.getObject(1, UUID.class);
            }
        }
    }

    /** The names of the public channels. */
    List<String> publicChannels(String slug) throws SQLException {
        return strings(
                "select name from spaces.channel where tenant_id = ? and kind = 'public' order by position",
                tenant(slug));
    }

    /** Compares a space with one of the same template that was built in peace: once each, nothing missing, nothing doubled. */
    List<String> compare(String undisturbed, String slug) throws SQLException {
        var wrong = new ArrayList<String>();
        if (number("select count(*) from platform.tenant where slug = '" + slug + "'") != 1) {
            return List.of(slug + ": there is not exactly one tenant");
        }
        var processes = number("select count(*) from platform.process where tenant_slug = '" + slug + "'");
        if (processes != 1) {
            wrong.add(slug + ": has " + processes + " processes");
        }
        for (var content : CONTENTS.entrySet()) {
            var expected = contents(content.getValue(), undisturbed);
            var found = contents(content.getValue(), slug);
            if (!found.equals(expected)) {
                var missing = without(expected, found);
                var surplus = without(found, expected);
                wrong.add(
                        "%s: %s differs; missing %s, too many %s".formatted(slug, content.getKey(), missing, surplus));
            }
        }
        return wrong;
    }

    private List<String> contents(String query, String slug) throws SQLException {
        return strings(query, tenant(slug)).stream()
                .map(line -> line.replace(slug, "{slug}"))
                .sorted()
                .toList();
    }

    private static List<String> without(List<String> all, List<String> others) {
        var left = new ArrayList<>(all);
        others.forEach(left::remove);
        return left;
    }

    /** Every channel runs from 1 to its counter without a gap or a repeat. */
    List<String> gapless() throws SQLException {
        return strings("""
                select concat(m.channel_id, ': ', count(*), ' messages from ', min(m.seq), ' to ', max(m.seq), ', counter ', max(h.last_seq))
                from messages.message m left join messages.head h on h.channel_id = m.channel_id
                group by m.channel_id
                having count(*) <> max(m.seq) or min(m.seq) <> 1 or count(distinct m.seq) <> count(*)
                  or max(h.last_seq) is distinct from max(m.seq)""");
    }

    /** Every acknowledged message is there once, as it was acknowledged. */
    List<String> kept(Collection<Ack> acks) throws SQLException {
        var wrong = new ArrayList<String>();
        try (var query =
                owner.prepareStatement("select id, seq from messages.message where channel_id = ? and client_id = ?")) {
            for (var ack : acks) {
                query.setObject(1, ack.channel());
                query.setString(2, ack.clientId());
                try (var rows = query.executeQuery()) {
                    var count = 0;
                    while (rows.next()) {
                        count++;
                        if (!rows.getObject(1, UUID.class).equals(ack.id()) || rows.getLong(2) != ack.seq()) {
                            wrong.add(ack.line() + ": is stored as " + rows.getObject(1) + " " + rows.getLong(2));
                        }
                    }
                    if (count != 1) {
                        wrong.add(ack.line() + ": is there " + count + " times");
                    }
                }
            }
        }
        return wrong;
    }

    /** Nothing was set aside for an operator. */
    List<String> poisoned() throws SQLException {
        return strings(
                "select concat(topic, ' for ', workflow_id, ': ', failure) from platform.outbox where state = 'poison'");
    }

    /** Nothing has been waiting for its delivery longer than that, though everybody who could deliver it is there. */
    List<String> undelivered(Duration age) throws SQLException {
        return strings("""
                select concat(topic, ' for ', workflow_id, ': not delivered since ', created_at, ', attempts ', attempts, ' ', failure)
                from platform.outbox where state = 'new' and created_at < now() - interval '%d seconds'""".formatted(age.toSeconds()));
    }

    /** How many onboardings are on their way: signed up for, and not yet waiting for people. */
    long openOnboardings() throws SQLException {
        return number(
                "select count(*) from platform.process where kind = 'onboarding' and state in ('queued', 'running')");
    }

    /** How many payments and refunds are written down and neither posted nor refused. */
    long openPayments() throws SQLException {
        return number("""
                select (select count(*) from revenue.payment where state = 'queued')
                  + (select count(*) from revenue.refund where state in ('queued', 'waiting'))""");
    }

    /** How many transactions of the ledger no seal covers yet. */
    long unsealed() throws SQLException {
        return number("""
                select count(*) from ledger.transaction t where not exists (
                  select from ledger.seal s where s.tenant_id = t.tenant_id and s.transaction_id = t.id)""");
    }

    /** Every transaction is zero in each of its currencies, and so are all accounts together. */
    List<String> unbalanced() throws SQLException {
        var wrong = new ArrayList<>(strings("""
                select concat(p.transaction_id, ' is off by ', sum(p.minor), ' ', a.currency)
                from ledger.posting p join ledger.account a on a.id = p.account_id
                group by p.tenant_id, p.transaction_id, a.currency having sum(p.minor) <> 0 limit 10"""));
        wrong.addAll(strings("""
                select concat('the trial balance is off by ', sum(p.minor), ' ', a.currency)
                from ledger.posting p join ledger.account a on a.id = p.account_id
                group by a.currency having sum(p.minor) <> 0"""));
        return wrong;
    }

    private long number(String query) throws SQLException {
        try (var statement = owner.createStatement();
                var rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private List<String> strings(String query, UUID... parameters) throws SQLException {
        try (var statement = owner.prepareStatement(query)) {
            for (var i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            var all = new ArrayList<String>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    all.add(rows.getString(1));
                }
            }
            return all;
        }
    }
}
