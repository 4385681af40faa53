package co.kendev.spaces.revenue.activity;

import co.kendev.spaces.platform.activity.FailureMapping;
import co.kendev.spaces.platform.ids.TenantId;
import co.kendev.spaces.platform.process.ProcessId;
import co.kendev.spaces.revenue.MonthClose;
import co.kendev.spaces.revenue.MonthClose.Step;
import co.kendev.spaces.revenue.workflow.MonthCloseActivities;
import co.kendev.spaces.revenue.workflow.MonthCloseInput;
import java.time.YearMonth;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Each call is one use case; a second run finds the month's row as the first one left it, which is what makes it harmless. */
@Component
public class MonthCloseActivitiesImpl implements MonthCloseActivities {
    private static final Logger LOG = LoggerFactory.getLogger(MonthCloseActivitiesImpl.class);

    private final MonthClose months;

    public MonthCloseActivitiesImpl(MonthClose months) {
        this.months = months;
    }

    @Override
    public boolean isSettled(MonthCloseInput close) {
        return telling(close, Step.SETTLE, () -> months.isSettled(tenant(close), process(close), month(close)));
    }

    @Override
    public void trueUp(MonthCloseInput close) {
        telling(close, Step.TRUE_UP, () -> {
            months.trueUp(tenant(close), process(close), month(close));
            return "";
        });
    }

    @Override
    public void state(MonthCloseInput close) {
        telling(close, Step.STATEMENTS, () -> {
            months.state(tenant(close), process(close), month(close));
            return "";
        });
    }

    @Override
    public void check(MonthCloseInput close) {
        telling(close, Step.CHECK, () -> {
            months.check(tenant(close), process(close), month(close));
            return "";
        });
    }

    @Override
    public String announce(MonthCloseInput close) {
        return telling(close, Step.ANNOUNCE, () -> months.announce(tenant(close), process(close), month(close)));
    }

    /** Writes the reason of a failure on the process row, so that people see it while the step is tried again. */
    private <T> T telling(MonthCloseInput close, Step step, Supplier<T> work) {
        try {
            return work.get();
        } catch (RuntimeException failure) {
            LOG.warn("Close {} of {} failed at {}: {}", close.month(), close.tenant(), step, failure.toString());
            try {
                months.failed(tenant(close), process(close), step, FailureMapping.reason(failure));
            } catch (RuntimeException alsoFailed) {
                LOG.debug("The reason could not be written down", alsoFailed);
            }
            throw FailureMapping.of(failure);
        }
    }

    private static TenantId tenant(MonthCloseInput close) {
        return new TenantId(UUID.fromString(close.tenantId()));
    }

    private static ProcessId process(MonthCloseInput close) {
        return new ProcessId(UUID.fromString(close.process()));
    }

    private static YearMonth month(MonthCloseInput close) {
        return YearMonth.parse(close.month());
    }
}
