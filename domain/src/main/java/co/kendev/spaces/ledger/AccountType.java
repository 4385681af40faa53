package co.kendev.spaces.ledger;

/**
 * A kind of account; the feature that keeps such accounts owns the type.
 *
 * @param name one for all features, for example {@code justice_fund}
 * @param mayOverdraw whether the balance may go below zero; an account keeps what it was opened with
 */
public record AccountType(String name, boolean mayOverdraw) {
    static final int NAME_MAX = 60;

    public AccountType {
        Texts.between(name, 1, NAME_MAX, "the name of an account type");
    }
}
