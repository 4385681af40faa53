package co.kendev.spaces.approvals;

import org.jspecify.annotations.Nullable;

/**
 * One line of what speaks for a proposal.
 *
 * @param href where to look it up, inside the product
 */
public record Evidence(String label, String value, @Nullable String href) {
    public static Evidence of(String label, String value) {
        return new Evidence(label, value, null);
    }
}
