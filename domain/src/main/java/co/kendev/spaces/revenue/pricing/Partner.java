package co.kendev.spaces.revenue.pricing;

import co.kendev.spaces.platform.errors.DomainException;
import java.util.HashSet;
import java.util.List;

/** A human partner of the agreement, and the weight of their part. */
public record Partner(String name, long weight) {
    private static final int PARTNERS_MAX = 20;
    private static final int NAME_MAX = 120;
    private static final long WEIGHT_MAX = 1_000_000;

    static void check(List<Partner> partners) {
        if (partners.size() > PARTNERS_MAX) {
            throw DomainException.invalid("partners", "An agreement has at most " + PARTNERS_MAX + " human partners.");
        }
        var names = new HashSet<String>();
        for (var i = 0; i < partners.size(); i++) {
            var partner = partners.get(i);
            if (partner.name.isBlank() || partner.name.length() > NAME_MAX) {
                throw DomainException.invalid(
                        "partners[" + i + "].name", "A partner's name has 1 to " + NAME_MAX + " characters.");
            }
            if (!names.add(partner.name)) {
                throw DomainException.invalid("partners[" + i + "].name", "“" + partner.name + "” is there twice.");
            }
            if (partner.weight < 1 || partner.weight > WEIGHT_MAX) {
                throw DomainException.invalid("partners[" + i + "].weight", "A part weighs 1 to " + WEIGHT_MAX + ".");
            }
        }
    }
}
