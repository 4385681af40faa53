package co.kendev.spaces.approvals;

import co.kendev.spaces.platform.money.Money;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A proposal in words.
 *
 * @param title what, in a few words
 * @param effect what happens when it is approved, in a sentence
 * @param amount how much it is about; limits by role are compared with it
 */
public record Description(
        String title, String effect, @Nullable Money amount, List<Evidence> evidence) {
    public Description {
        evidence = List.copyOf(evidence);
    }

    /** What limits are compared with. */
    @Nullable
    Long minor() {
        return amount == null ? null : Long.valueOf(amount.minor());
    }
}
