package co.kendev.spaces.approvals.ui;

import static org.assertj.core.api.Assertions.assertThat;

import co.kendev.spaces.Fixtures;
import co.kendev.spaces.ScreenTest;
import co.kendev.spaces.approvals.Approval;
import co.kendev.spaces.approvals.Approvals;
import co.kendev.spaces.approvals.Proposal;
import co.kendev.spaces.approvals.Proposer;
import co.kendev.spaces.approvals.Spending;
import co.kendev.spaces.approvals.State;
import co.kendev.spaces.approvals.Verdict;
import co.kendev.spaces.platform.web.ApiJson;
import co.kendev.spaces.spaces.Role;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The inbox, as those see it who decide, who wait, and who look back. */
class ApprovalsScreenTest extends ScreenTest {
    @Autowired
    Approvals approvals;

    private Fixtures.Business business;

    @BeforeEach
    void aBusiness() {
        business = fixtures.aBusiness();
    }

    @Test
    void teachesWhatItIsForWhileNothingWaits() {
        logIn(business.owner());

        assertThat(words(open("approvals"))).contains("Nothing waits for you", "Whoever asks never decides");
        assertThat(words(open("approvals?show=history"))).contains("Nothing was decided yet");
    }

    @Test
    void theOnlyOneIsOpenAndIsApprovedWithAComment() {
        var kettle = proposed("a kettle", 120_00);
        logIn(business.owner());

        var view = open("approvals");
        assertThat(words(view)).contains("For you", "Buy a kettle", "$120.00", "The money is spent at once.");
        test(find(TextArea.class, view).single()).setValue("We need one");
        press(view, "Approve");

        assertThat(read(kettle).state()).isEqualTo(State.APPROVED);
        assertThat(read(kettle).decisions().getFirst().comment()).isEqualTo("We need one");
        assertThat(words((Component) getCurrentView()))
                .contains("approved", "We need one")
                .doesNotContain("For you");
    }

    @Test
    void anEditBeyondWhatIsCoveredIsSaidAtItsField() {
        var kettle = proposed("a kettle", 120_00);
        logIn(business.owner());
        var view = open("approvals?open=" + kettle.id());

        var amount = find(TextField.class, view).single();
        test(amount).setValue("12001");
        press(view, "Approve");
        assertThat(amount.isInvalid()).isTrue();
        assertThat(amount.getErrorMessage()).isEqualTo("The amount may only become less.");

        test(amount).setValue("9000");
        press(view, "Approve");
        assertThat(read(kettle).about().amount()).hasFieldOrPropertyWithValue("minor", 90_00L);
    }

    @Test
    void whatWasChangedSinceItWasShownIsNotApprovedButShownAnew() {
        var oven = proposed("an oven", 3_000_00);
        logIn(fixtures.aMember(business.tenant(), business.space(), Role.OWNER));
        var view = open("approvals");
        var approve = button(view, "Approve");
        approvals.decide(
                business.owner(),
                oven.id(),
                Verdict.APPROVE,
                null,
                ApiJson.strict().createObjectNode().put("minor", 2_000_00));

        test(approve).click();

        assertThat(read(oven).keys()).isEqualTo("1/2");
        assertThat(words(view)).contains("$2,000.00").doesNotContain("$3,000.00");
        press(view, "Approve");
        assertThat(read(oven).state()).isEqualTo(State.APPROVED);
    }

    @Test
    void whatCannotBeCarriedOutIsSaidAndStaysOpen() {
        var impossible = proposed("the impossible", 120_00);
        logIn(business.owner());
        var view = open("approvals");

        press(view, "Approve");

        assertThat(words(view)).contains("There is no shop that sells it.");
        assertThat(read(impossible).isOpen()).isTrue();
    }

    @Test
    void equalOnesAreApprovedTogether() {
        var first = proposed("a cup", 20_00, "cups");
        var second = proposed("a cup", 20_00, "cups");
        var other = proposed("a plate", 20_00, "cups");
        logIn(business.owner());
        var view = open("approvals");
        assertThat(words(view)).contains("2 equal ones, $40.00 together").contains("Buy a plate");
        var all = button(view, "Approve all");
        var later = proposed("a cup", 20_00, "cups");

        test(all).click();

        assertThat(read(first).state()).isEqualTo(State.APPROVED);
        assertThat(read(second).state()).isEqualTo(State.APPROVED);
        assertThat(read(other).isOpen()).isTrue();
        assertThat(read(later).isOpen()).isTrue();
    }

    @Test
    void whoAskedWaitsForOthersAndMayWithdraw() {
        var own = approvals.propose(
                Proposal.of(business.tenant(), Proposer.person(business.owner()), Spending.of("a kettle", 120_00)));
        logIn(business.owner());
        var view = open("approvals?open=" + own.id());
        assertThat(words(view)).contains("For others", "You asked for this. Somebody else decides it.");

        press(view, "Withdraw it");

        assertThat(read(own).state()).isEqualTo(State.WITHDRAWN);
    }

    @Test
    void theHistoryKeepsWhoDecidedAndWhy() {
        var kettle = proposed("a kettle", 120_00);
        approvals.decide(business.owner(), kettle.id(), Verdict.REJECT, "We have two", null);
        logIn(fixtures.aMember(business.tenant(), business.space(), Role.ADMIN));

        var view = open("approvals?show=history&open=" + kettle.id());

        assertThat(words(view))
                .contains("rejected", "We have two", business.owner().name());
    }

    @Test
    void aNewOneAppearsByItself() throws Exception {
        logIn(business.owner());
        var view = open("approvals");
        assertThat(words(view)).doesNotContain("Buy a kettle");

        proposed("a kettle", 120_00);

        await(() -> words(view).contains("Buy a kettle"));
    }

    @Test
    void theOneThatIsReadStaysWhenSomebodyElseDecidesIt() throws Exception {
        var kettle = proposed("a kettle", 120_00);
        logIn(business.owner());
        var view = open("approvals");

        approvals.decide(business.owner(), kettle.id(), Verdict.REJECT, "We have one", null);

        await(() -> words(view).contains("Decided"));
        assertThat(words(view)).contains("Buy a kettle", "We have one").doesNotContain("For you");
    }

    private Approval proposed(String what, long minor) {
        return approvals.propose(Proposal.of(business.tenant(), Proposer.SYSTEM, Spending.of(what, minor)));
    }

    private Approval proposed(String what, long minor, String batch) {
        return approvals.propose(Proposal.of(business.tenant(), Proposer.SYSTEM, Spending.of(what, minor))
                .batched(batch));
    }

    private Approval read(Approval approval) {
        return approvals.get(business.owner(), approval.id());
    }

    private void press(Component view, String label) {
        test(button(view, label)).click();
    }

    private NativeButton button(Component view, String label) {
        return find(NativeButton.class, view).all().stream()
                .filter(each -> each.getText().equals(label))
                .findFirst()
                .orElseThrow();
    }
}
