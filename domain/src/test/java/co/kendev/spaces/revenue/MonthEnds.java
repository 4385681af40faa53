package co.kendev.spaces.revenue;

import static org.awaitility.Awaitility.await;

import co.kendev.spaces.ledger.Seals;
import co.kendev.spaces.platform.errors.DomainException;
import co.kendev.spaces.platform.ids.TenantId;
import co.kendev.spaces.platform.process.ProcessId;
import java.time.Duration;
import java.time.YearMonth;
import org.springframework.stereotype.Component;

/** Takes a month that has begun to close through the steps of its workflow, which also waits for the seals. */
@Component
public class MonthEnds {
    private final MonthClose months;
    private final Seals seals;

    MonthEnds(MonthClose months, Seals seals) {
        this.months = months;
        this.seals = seals;
    }

    /** Returns the words operators read. */
    public String close(TenantId tenant, ProcessId process, YearMonth month) {
        months.trueUp(tenant, process, month);
        months.state(tenant, process, month);
        await().atMost(Duration.ofMinutes(1))
                .ignoreException(DomainException.class)
                .until(() -> {
                    while (seals.seal() > 0) {
                        // page after page
                    }
                    months.check(tenant, process, month);
                    return true;
                });
        return months.announce(tenant, process, month);
    }
}
