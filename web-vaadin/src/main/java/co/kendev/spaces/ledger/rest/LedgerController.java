package co.kendev.spaces.ledger.rest;

import co.kendev.spaces.identity.Tenants;
import co.kendev.spaces.identity.web.Caller;
import co.kendev.spaces.ledger.AccountFilter;
import co.kendev.spaces.ledger.AccountStanding;
import co.kendev.spaces.ledger.Ledger;
import co.kendev.spaces.ledger.TrialBalance;
import co.kendev.spaces.platform.ids.TenantId;
import co.kendev.spaces.platform.tenancy.Actor;
import co.kendev.spaces.platform.web.Fields;
import co.kendev.spaces.platform.web.Listed;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.math.BigInteger;
import java.util.Currency;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows the books of everybody to operators. */
@RestController
@Tag(name = "ledger")
class LedgerController {
    private final Ledger ledger;
    private final Tenants tenants;

    LedgerController(Ledger ledger, Tenants tenants) {
        this.ledger = ledger;
        this.tenants = tenants;
    }

    @GetMapping("/api/v1/accounts")
    @Operation(
            summary = "The accounts of the ledger, for operators",
            description =
                    "In the order they were opened; amounts in minor units, credit positive; `next` goes into `after`.")
    Listed<AccountJson> accounts(
            @RequestParam(required = false) @Nullable String tenant,
            @RequestParam(required = false) @Nullable String type,
            @RequestParam(required = false) @Nullable String currency,
            @RequestParam(required = false) @Nullable Long after,
            @RequestParam(required = false) @Nullable Integer limit,
            @Parameter(hidden = true) Caller caller) {
        var actor = actor(caller);
        Ledger.requireOperator(actor);
        var fields = new Fields();
        var business = tenant(tenant, fields);
        var money = currency(currency, fields);
        fields.check();

        var most = Listed.limit(limit);
        var page = ledger.accounts(actor, new AccountFilter(business, type, money, after, most + 1));
        var shown = page.subList(0, Math.min(most, page.size()));
        return new Listed<>(
                shown.stream().map(AccountJson::of).toList(),
                page.size() > most ? shown.getLast().id() : null);
    }

    @GetMapping("/api/v1/trial-balance")
    @Operation(
            summary = "Debit and credit per currency over all books, for operators",
            description =
                    "The sums of all accounts below and above zero, in minor units; equal as long as the books are right.")
    Listed<TrialBalanceJson> trialBalance(@Parameter(hidden = true) Caller caller) {
        return new Listed<>(
                ledger.trialBalance(actor(caller)).stream()
                        .map(TrialBalanceJson::of)
                        .toList(),
                null);
    }

    private static Actor actor(Caller caller) {
        var person = caller.person();
        return new Actor(person.id(), Actor.NOWHERE, person.name(), person.operator());
    }

    private @Nullable TenantId tenant(@Nullable String slug, Fields fields) {
        if (slug == null) {
            return null;
        }
        var found = tenants.idOf(slug);
        if (found.isEmpty()) {
            fields.wrong("tenant", "names no business");
        }
        return found.orElse(null);
    }

    private static @Nullable Currency currency(@Nullable String code, Fields fields) {
        if (code == null) {
            return null;
        }
        try {
            return Currency.getInstance(code);
        } catch (IllegalArgumentException e) {
            fields.wrong("currency", "is a code of ISO 4217, such as USD");
            return null;
        }
    }

    /** An account with what it holds. */
    @Schema(name = "Account")
    record AccountJson(
            long id,
            String type,
            String owner,
            @Nullable String tenant,
            String currency,
            BigInteger balanceMinor,
            BigInteger pendingMinor,
            BigInteger availableMinor) {
        static AccountJson of(AccountStanding account) {
            return new AccountJson(
                    account.id(),
                    account.type(),
                    account.owner(),
                    account.tenant(),
                    account.currency().getCurrencyCode(),
                    account.balance(),
                    account.pending(),
                    account.available());
        }
    }

    /** One currency of the trial balance. */
    @Schema(name = "TrialBalance")
    record TrialBalanceJson(String currency, BigInteger debitMinor, BigInteger creditMinor) {
        static TrialBalanceJson of(TrialBalance line) {
            return new TrialBalanceJson(line.currency().getCurrencyCode(), line.debit(), line.credit());
        }
    }
}
