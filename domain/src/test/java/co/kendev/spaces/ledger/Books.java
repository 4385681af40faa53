package co.kendev.spaces.ledger;

import co.kendev.spaces.platform.ids.TenantId;
import co.kendev.spaces.platform.tenancy.Scope;
import co.kendev.spaces.platform.tenancy.Tx;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.UUID;

/** Transactions for tests: sales between a tenant's account and those of the platform. */
final class Books {
    static final Currency USD = Currency.getInstance("USD");
    static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    static final AccountType EARNINGS = new AccountType("earnings", true);
    static final AccountType CLEARING = new AccountType("clearing", true);
    static final AccountType FUND = new AccountType("fund", false);

    private final Tx tx;
    private final Ledger ledger;

    Books(Tx tx, Ledger ledger) {
        this.tx = tx;
        this.ledger = ledger;
    }

    static AccountKey earnings(TenantId tenant) {
        return new AccountKey(EARNINGS, tenant, "tenant", USD);
    }

    static AccountKey clearing(Currency currency) {
        return new AccountKey(CLEARING, null, "platform", currency);
    }

    static AccountKey fund(String owner) {
        return new AccountKey(FUND, null, owner, USD);
    }

    static Line line(AccountKey account, long minor) {
        return new Line(account, minor, "share", NOON);
    }

    static NewTransaction transaction(TenantId book, String key, Line... lines) {
        return new NewTransaction(book, key, "sale", NOON, null, "", List.of(lines));
    }

    static NewTransaction sale(TenantId book, String key, long minor) {
        return transaction(book, key, line(clearing(USD), -minor), line(earnings(book), minor));
    }

    Recorded post(NewTransaction wanted) {
        return tx.write(Scope.of(wanted.book()), () -> ledger.post(wanted));
    }

    UUID sell(TenantId book, String key, long minor) {
        return post(sale(book, key, minor)).id();
    }
}
