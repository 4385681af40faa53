package co.kendev.spaces.spaces.web;

/** The contrast of two colours as WCAG 2.2 defines it, 1 to 21. */
public final class Contrast {
    /** For text. */
    public static final double READABLE = 4.5;
    /** For parts of the screen that have to stand out. */
    public static final double VISIBLE = 3;

    private static final String DARK_INK = "#0d0f14";
    private static final String LIGHT_INK = "#ffffff";

    private Contrast() {}

    /** @param one {@code #rrggbb}, as is the other */
    public static double between(String one, String other) {
        var a = luminance(one);
        var b = luminance(other);
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }

    /** The colour of text that can be read on a ground of this colour. */
    public static String inkOn(String ground) {
        return between(LIGHT_INK, ground) >= READABLE ? LIGHT_INK : DARK_INK;
    }

    private static double luminance(String colour) {
        var rgb = Integer.parseInt(colour.substring(1), 16);
        return 0.2126 * linear(rgb >> 16) + 0.7152 * linear(rgb >> 8) + 0.0722 * linear(rgb);
    }

    private static double linear(int channel) {
        var value = (channel & 0xFF) / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }
}
