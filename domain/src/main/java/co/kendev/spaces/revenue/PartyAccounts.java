package co.kendev.spaces.revenue;

import co.kendev.spaces.identity.Tenant;
import co.kendev.spaces.identity.Tenants;
import co.kendev.spaces.ledger.AccountKey;
import co.kendev.spaces.ledger.AccountType;
import co.kendev.spaces.platform.errors.DomainException;
import co.kendev.spaces.platform.ids.TenantId;
import co.kendev.spaces.revenue.pricing.Recipient;
import java.util.Currency;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The accounts of everybody who has a part in a sale. Credit is what somebody is owed. */
@Component
class PartyAccounts {
    /** Money the platform holds; a debit. */
    static final AccountType CLEARING = new AccountType("clearing", true);
    /** What the tenant is owed, less the share of what it took itself. */
    static final AccountType TENANT = new AccountType("tenant", true);

    static final AccountType REFERRER = new AccountType("referrer", true);
    static final AccountType PLATFORM = new AccountType("platform", true);
    static final AccountType PARTNER = new AccountType("partner", true);
    static final AccountType AGENT = new AccountType("agent", true);
    /** What the Justice Fund gave towards the setup fee of a tenant, until that is paid: a moment. */
    static final AccountType SETUP_FEE = new AccountType("setup-fee", false);
    /** Never below zero: what is not there cannot be given. */
    static final AccountType JUSTICE = new AccountType("justice", false);

    /** The book of what is the platform's own and no tenant's; no tenant has this id. */
    static final TenantId HOUSE_BOOK = new TenantId(new UUID(0, 1));

    static final String HOUSE = "platform";
    static final String POOL = "pool";
    static final String FUND = "development-fund";
    static final String JUSTICE_FUND = "fund";

    private final Tenants tenants;

    PartyAccounts(Tenants tenants) {
        this.tenants = tenants;
    }

    static AccountKey clearing(Currency currency) {
        return new AccountKey(CLEARING, null, HOUSE, currency);
    }

    static AccountKey tenant(Tenant tenant, Currency currency) {
        return new AccountKey(TENANT, tenant.id(), tenant.slug(), currency);
    }

    static AccountKey referrer(Tenant tenant, Currency currency) {
        return new AccountKey(REFERRER, tenant.id(), tenant.slug(), currency);
    }

    static AccountKey platform(Currency currency) {
        return new AccountKey(PLATFORM, null, HOUSE, currency);
    }

    static AccountKey setupFee(Tenant tenant, Currency currency) {
        return new AccountKey(SETUP_FEE, tenant.id(), tenant.slug(), currency);
    }

    static AccountKey justice(Currency currency) {
        return new AccountKey(JUSTICE, null, JUSTICE_FUND, currency);
    }

    /** The account of who gets a part of a sale of the tenant. */
    AccountKey of(Tenant tenant, Recipient recipient, Currency currency) {
        var who = recipient.who();
        return switch (recipient.party()) {
            case TENANT -> tenant(tenant, currency);
            case REFERRER -> {
                var referrer = tenants.idOf(who).orElseThrow(() -> DomainException.notFound("The referrer"));
                yield new AccountKey(REFERRER, referrer, who, currency);
            }
            case PLATFORM -> platform(currency);
            case HUMAN ->
                who.isEmpty()
                        ? new AccountKey(PARTNER, null, POOL, currency)
                        : new AccountKey(PARTNER, tenant.id(), who, currency);
            case AI ->
                who.isEmpty()
                        ? new AccountKey(AGENT, null, FUND, currency)
                        : new AccountKey(AGENT, tenant.id(), who, currency);
            case JUSTICE -> justice(currency);
        };
    }

    /** Whose line it is, in the words of the interfaces. */
    static String partyOf(AccountType type) {
        return switch (type.name()) {
            case "tenant" -> "tenant";
            case "referrer" -> "referrer";
            case "platform" -> "platform";
            case "partner" -> "human";
            case "agent" -> "ai";
            case "justice" -> "justice";
            default -> "custody";
        };
    }
}
