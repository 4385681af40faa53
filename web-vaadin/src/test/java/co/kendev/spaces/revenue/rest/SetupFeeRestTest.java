package co.kendev.spaces.revenue.rest;

import static org.assertj.core.api.Assertions.assertThat;

import co.kendev.spaces.Client;
import co.kendev.spaces.Fixtures;
import co.kendev.spaces.WebTest;
import co.kendev.spaces.approvals.ApprovalId;
import co.kendev.spaces.approvals.Approvals;
import co.kendev.spaces.approvals.Verdict;
import co.kendev.spaces.spaces.Role;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@WebTest
class SetupFeeRestTest {
    private static final String PAYMENT = "/api/v1/setup-fee/payment";

    @Autowired
    Fixtures fixtures;

    @Autowired
    Client.Factory clients;

    @Autowired
    Approvals approvals;

    @Test
    void theFeeIsAgreedAndItsPaymentRecordedOnce() {
        var business = fixtures.aBusiness();
        var owner = clients.as(business.owner());
        assertThat(owner.get("/api/v1/setup-fee").status()).isEqualTo(404);
        assertThat(owner.post(PAYMENT, Map.of()).status()).isEqualTo(404);
        agree(business);

        var open = owner.get("/api/v1/setup-fee").json();
        assertThat(open.path("state").stringValue()).isEqualTo("open");
        assertThat(open.path("feeMinor").longValue()).isEqualTo(149_900);
        assertThat(open.path("parties").isNull()).isTrue();
        assertThat(open.path("mayRecord").booleanValue()).isTrue();
        var admin = clients.as(fixtures.aMember(business.tenant(), business.space(), Role.ADMIN));
        assertThat(admin.get("/api/v1/setup-fee").json().path("mayRecord").booleanValue())
                .isFalse();
        var staff = clients.as(fixtures.aMember(business.tenant(), business.space(), Role.STAFF));
        assertThat(staff.get("/api/v1/setup-fee").status()).isEqualTo(403);
        assertThat(staff.post(PAYMENT, Map.of()).status()).isEqualTo(403);
        var stranger = clients.as(fixtures.aBusiness().owner());
        assertThat(stranger.post(PAYMENT + "?tenant=" + business.slug(), Map.of())
                        .status())
                .isEqualTo(404);

        var wrong = owner.post(PAYMENT, Map.of("payableMinor", 149_899));
        assertThat(wrong.status()).as(wrong.toString()).isEqualTo(409);
        var first = clients.operator().post(PAYMENT + "?tenant=" + business.slug(), Map.of("payableMinor", 149_900));
        assertThat(first.status()).as(first.toString()).isEqualTo(201);
        var again = owner.post(PAYMENT, Map.of());
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json()).isEqualTo(first.json());
        var parties = again.json().path("parties");
        assertThat(parties.path("platform").longValue()).isEqualTo(74_950);
        assertThat(parties.path("human").longValue()).isEqualTo(44_970);
        assertThat(parties.path("ai").longValue()).isEqualTo(22_485);
        assertThat(parties.path("justice").longValue()).isEqualTo(7_495);
        assertThat(again.json().path("receivedBy").stringValue()).isEqualTo("Olga");
    }

    private void agree(Fixtures.Business business) {
        var proposal = clients.operator()
                .post(
                        "/api/v1/agreements",
                        Map.of(
                                "tenant",
                                business.slug(),
                                "shareBps",
                                500,
                                "effectiveFrom",
                                LocalDate.now(ZoneId.of("America/Phoenix")).toString(),
                                "setupFeeMinor",
                                149_900,
                                "setupFeeCurrency",
                                "USD"))
                .json();
        var id = new ApprovalId(
                UUID.fromString(proposal.path("approval").path("id").stringValue()));
        approvals.decide(business.owner(), id, Verdict.APPROVE, null, null);
    }
}
