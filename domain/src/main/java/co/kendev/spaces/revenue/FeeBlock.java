package co.kendev.spaces.revenue;

import co.kendev.spaces.messages.MessageBlock;
import co.kendev.spaces.messages.Press;
import co.kendev.spaces.platform.errors.DomainException;
import co.kendev.spaces.platform.errors.ErrorCode;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** The button of the setup fee's card. */
@Component
class FeeBlock implements MessageBlock {
    private static final String RECEIVE = "receive";

    private final SetupFees fees;

    FeeBlock(SetupFees fees) {
        this.fees = fees;
    }

    @Override
    public String type() {
        return FeeCard.BLOCK;
    }

    @Override
    public void press(Press press) {
        if (!press.action().equals(RECEIVE)) {
            throw DomainException.invalid("action", "This card offers one action: " + RECEIVE + ".");
        }
        var taken = fees.receive(press.actor(), payable(press.values().path("payableMinor")));
        if (!taken.created()) {
            var received = Objects.requireNonNull(taken.value().received());
            throw new DomainException(ErrorCode.CONFLICT, received.by() + " has recorded this payment already.");
        }
    }

    private static @Nullable Long payable(JsonNode given) {
        if (given.isMissingNode()) {
            return null;
        }
        if (!given.canConvertToLong() || !given.isIntegralNumber()) {
            throw DomainException.invalid("values.payableMinor", "A whole number of minor units, please.");
        }
        return given.longValue();
    }

    @Override
    public String done(String action) {
        return "recorded this payment";
    }
}
