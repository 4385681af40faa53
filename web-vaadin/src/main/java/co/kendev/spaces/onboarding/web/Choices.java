package co.kendev.spaces.onboarding.web;

import com.ibm.icu.text.CurrencyMetaInfo;
import com.ibm.icu.util.TimeZone.SystemTimeZoneType;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;

/** What the lists of the sign-up offer. */
final class Choices {
    private static final List<String> OFTEN = List.of("USD", "EUR", "GBP", "CAD", "MXN", "AUD", "CHF", "INR", "JPY");
    private static final Set<String> KNOWN_ZONES = ZoneId.getAvailableZoneIds();

    private Choices() {}

    /** The zones by part of the world, under the names of today; then the former names that many browsers still report. */
    static List<Region> zones(Instant now) {
        var regions = new TreeMap<String, List<Zone>>();
        var former = new ArrayList<Zone>();
        for (var id : com.ibm.icu.util.TimeZone.getAvailableIDs(SystemTimeZoneType.CANONICAL_LOCATION, null, null)) {
            var name = com.ibm.icu.util.TimeZone.getIanaID(id);
            var slash = name.indexOf('/');
            if (slash > 0 && KNOWN_ZONES.contains(name)) {
                regions.computeIfAbsent(name.substring(0, slash), region -> new ArrayList<>())
                        .add(new Zone(name, label(name, slash, now)));
                if (!id.equals(name) && id.indexOf('/') > 0) {
                    former.add(new Zone(id, place(id, id.indexOf('/')) + ", now " + label(name, slash, now)));
                }
            }
        }
        var list = new ArrayList<Region>();
        regions.forEach((region, zones) -> {
            zones.sort(Comparator.comparing(Zone::label));
            list.add(new Region(region, zones));
        });
        list.add(new Region("Anywhere", List.of(new Zone("UTC", "UTC"))));
        former.sort(Comparator.comparing(Zone::label));
        list.add(new Region("Former names", former));
        return list;
    }

    private static String label(String name, int slash, Instant now) {
        var offset = ZoneId.of(name).getRules().getOffset(now).getId();
        return place(name, slash) + " (UTC" + (offset.equals("Z") ? "" : offset) + ")";
    }

    private static String place(String name, int slash) {
        return name.substring(slash + 1).replace('_', ' ').replace("/", ", ");
    }

    /** The money people pay with today; the usual ones first. */
    static List<Money> currencies(Instant now) {
        var codes = new ArrayList<>(OFTEN);
        CurrencyMetaInfo.getInstance()
                .currencies(
                        CurrencyMetaInfo.CurrencyFilter.onDate(Date.from(now)).withTender())
                .stream()
                .filter(code -> !OFTEN.contains(code))
                .sorted(Comparator.comparing(Choices::name))
                .forEach(codes::add);
        return codes.stream()
                .distinct()
                .filter(Choices::isKnown)
                .map(code -> new Money(code, name(code) + " (" + code + ")"))
                .toList();
    }

    private static boolean isKnown(String code) {
        return Currency.getAvailableCurrencies().stream()
                .anyMatch(currency -> currency.getCurrencyCode().equals(code));
    }

    private static String name(String code) {
        return isKnown(code) ? Currency.getInstance(code).getDisplayName(Locale.ENGLISH) : code;
    }

    /** A part of the world. */
    public record Region(String region, List<Zone> zones) {}

    /** A zone, by its place. */
    public record Zone(String id, String label) {}

    /** A currency. */
    public record Money(String code, String label) {}
}
