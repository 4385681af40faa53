package co.kendev.spaces.ledger.rest;

import static org.assertj.core.api.Assertions.assertThat;

import co.kendev.spaces.Client;
import co.kendev.spaces.Fixtures;
import co.kendev.spaces.WebTest;
import co.kendev.spaces.ledger.AccountKey;
import co.kendev.spaces.ledger.AccountType;
import co.kendev.spaces.ledger.Ledger;
import co.kendev.spaces.ledger.Line;
import co.kendev.spaces.ledger.NewTransaction;
import co.kendev.spaces.platform.ids.TenantId;
import co.kendev.spaces.platform.tenancy.Scope;
import co.kendev.spaces.platform.tenancy.Tx;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

@WebTest
class LedgerRestTest {
    private static final AccountType TYPE = new AccountType("rest_test", true);
    private static final Currency DINAR = Currency.getInstance("KWD");
    private static final Instant AT = Instant.parse("2026-03-01T12:00:00Z");

    @Autowired
    Fixtures fixtures;

    @Autowired
    Client.Factory clients;

    @Autowired
    Ledger ledger;

    @Autowired
    Tx tx;

    @Test
    void operatorsSeeTheAccountsOfABusiness() {
        var business = fixtures.aBusiness();
        post(business.tenant());

        var answer = clients.operator().get("/api/v1/accounts?type=rest_test&currency=KWD&tenant=" + business.slug());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("next").isNull()).isTrue();
        assertThat(answer.json().path("items").valueStream()).singleElement().satisfies(account -> {
            assertThat(account.path("owner").stringValue()).isEqualTo("tenant");
            assertThat(account.path("tenant").stringValue()).isEqualTo(business.slug());
            assertThat(account.path("currency").stringValue()).isEqualTo("KWD");
            assertThat(account.path("balanceMinor").longValue()).isEqualTo(1_234);
            assertThat(account.path("pendingMinor").longValue()).isEqualTo(234);
            assertThat(account.path("availableMinor").longValue()).isEqualTo(1_000);
        });
    }

    @Test
    void theListGoesOnWhereItEnded() {
        post(fixtures.aBusiness().tenant());
        var operator = clients.operator();

        var first = operator.get("/api/v1/accounts?type=rest_test&limit=1").json();
        var second = operator.get("/api/v1/accounts?type=rest_test&limit=1&after="
                        + first.path("next").longValue())
                .json();

        assertThat(first.path("items").path(0).path("tenant").isNull())
                .as("the platform's own, which opened first")
                .isTrue();
        assertThat(second.path("items").path(0).path("id").longValue())
                .isGreaterThan(first.path("items").path(0).path("id").longValue());
    }

    @Test
    void debitAndCreditAreTheSame() {
        post(fixtures.aBusiness().tenant());

        var answer = clients.operator().get("/api/v1/trial-balance");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("items").valueStream())
                .anySatisfy(line -> {
                    assertThat(line.path("currency").stringValue()).isEqualTo("KWD");
                    assertThat(line.path("debitMinor").longValue()).isPositive();
                })
                .allSatisfy(line -> assertThat(line.path("debitMinor")).isEqualTo(line.path("creditMinor")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/accounts", "/api/v1/accounts?tenant=nobody", "/api/v1/trial-balance"})
    void othersAreRefused(String path) {
        assertThat(clients.as(fixtures.aBusiness().owner()).get(path).status()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tenant=nobody", "tenant=a%00b", "currency=dollars", "limit=0"})
    void whatIsWrongIsNamed(String parameter) {
        var answer = clients.operator().get("/api/v1/accounts?" + parameter);
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.wrong()).containsExactly(parameter.substring(0, parameter.indexOf('=')));
    }

    private void post(TenantId tenant) {
        var account = new AccountKey(TYPE, tenant, "tenant", DINAR);
        tx.write(
                Scope.of(tenant),
                () -> ledger.post(new NewTransaction(
                        tenant,
                        "sale",
                        "sale",
                        AT,
                        null,
                        "",
                        List.of(
                                new Line(new AccountKey(TYPE, null, "platform", DINAR), -1_234, "share", AT),
                                new Line(account, 1_000, "share", AT),
                                new Line(account, 234, "share", Ledger.NEVER)))));
    }
}
