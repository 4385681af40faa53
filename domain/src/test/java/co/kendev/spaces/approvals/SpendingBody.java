package co.kendev.spaces.approvals;

import co.kendev.spaces.platform.errors.DomainException;
import co.kendev.spaces.platform.errors.ErrorCode;
import co.kendev.spaces.platform.ids.TenantId;
import co.kendev.spaces.platform.money.Money;
import co.kendev.spaces.spaces.Role;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Spending, for tests: owners without a limit, admins up to 500.00, two keys from 1,000.00 on, operators after three days, and up to
 * 10.00 nobody is asked. Dearer cannot be made; what is "impossible" cannot be carried out.
 */
@Component
public class SpendingBody implements ApprovalBody<Spending> {
    public static final long ADMIN_MAX = 500_00;
    public static final long TWO_KEYS_FROM = 1_000_00;
    public static final long UNASKED_MAX = 10_00;

    public final List<Approved<Spending>> carriedOut = new CopyOnWriteArrayList<>();
    public final List<Approval> dropped = new CopyOnWriteArrayList<>();

    @Override
    public String kind() {
        return "spending";
    }

    @Override
    public Class<Spending> type() {
        return Spending.class;
    }

    @Override
    public Policy policy(TenantId tenant, Spending body) {
        var policy = Policy.of(Decider.role(Role.OWNER), Decider.role(Role.ADMIN, ADMIN_MAX))
                .thenAlso(Decider.operators())
                .automaticUpTo(UNASKED_MAX, "small spending", 1);
        return body.minor() < TWO_KEYS_FROM ? policy : policy.twoKeys();
    }

    @Override
    public Description describe(Spending body) {
        return new Description(
                "Buy " + body.what(),
                "The money is spent at once.",
                new Money(body.minor(), body.currency()),
                List.of(Evidence.of("Wanted by", "the kitchen"), new Evidence("Last month", "0.00", "/app/s/example")));
    }

    @Override
    public List<Field> fields(Spending body) {
        return List.of(Field.number("minor", "Amount in cents", body.minor(), "Only less"));
    }

    @Override
    public Spending edit(Spending body, JsonNode edits) {
        var spending = body;
        for (var edit : edits.properties()) {
            if (!edit.getKey().equals("minor")) {
                throw DomainException.invalid("edits." + edit.getKey(), "Only the amount may be changed.");
            }
            long minor = edit.getValue().asLong(-1);
            if (minor <= 0 || minor > body.minor()) {
                throw DomainException.invalid("edits.minor", "The amount may only become less.");
            }
            spending = new Spending(spending.what(), minor, spending.currency());
        }
        return spending;
    }

    @Override
    public void carryOut(Approved<Spending> approved) {
        if (approved.body().what().equals("the impossible")) {
            throw new DomainException(ErrorCode.NOT_FOUND, "There is no shop that sells it.");
        }
        carriedOut.add(approved);
    }

    @Override
    public void dropped(Spending body, Approval approval) {
        dropped.add(approval);
    }
}
