package co.kendev.spaces.ledger;

import co.kendev.spaces.platform.time.BusinessTime;
import java.sql.Timestamp;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Sums up what is recorded, so that a balance is a few rows and a short tail; whoever posts never waits for it. */
@Component
public class Rollup {
    /** Transactions of one call at the most: a short database transaction holds nobody up. */
    public static final int PAGE = 5_000;

    private final JdbcClient relay;
    private final BusinessTime time;

    Rollup(@Qualifier("relay") JdbcClient relay, BusinessTime time) {
        this.relay = relay;
        this.time = time;
    }

    /** Adds a page of transactions to the balances; says how many, none while another instance is at it. */
    public int roll() {
        return relay.sql("select ledger.roll(?, ?)")
                .params(Timestamp.from(time.now()), PAGE)
                .query(Integer.class)
                .single();
    }
}
