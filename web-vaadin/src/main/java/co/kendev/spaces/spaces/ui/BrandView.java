package co.kendev.spaces.spaces.ui;

import co.kendev.spaces.platform.errors.DomainException;
import co.kendev.spaces.platform.ui.Toast;
import co.kendev.spaces.platform.ui.Viewers;
import co.kendev.spaces.spaces.Brand;
import co.kendev.spaces.spaces.Permission;
import co.kendev.spaces.spaces.Spaces;
import co.kendev.spaces.spaces.web.Contrast;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a space looks: its name and tokens, with a preview of what they make of it. */
@Route("s/:space/settings/brand")
@PermitAll
class BrandView extends SettingsPage {
    private static final long serialVersionUID = 1L;
    private static final String ON_DARK = "#191b22";
    private static final String ON_LIGHT = "#ffffff";
    private static final Map<String, String> FONTS = Map.of(
            "system",
            "Plain",
            "humanist",
            "Humanist",
            "geometric",
            "Geometric",
            "serif",
            "Serif",
            "mono",
            "Typewriter");
    private static final List<String> CORNERS = List.of("0", "4", "8", "12", "16");

    private final transient Spaces spaces;

    BrandView(Places places, Viewers viewers, Spaces spaces) {
        super(
                places,
                viewers,
                "The look of your space",
                "Your people and your customers see this in every channel. Keep it or change it, then save to confirm.");
        this.spaces = spaces;
    }

    @Override
    protected void fill(Div column, Place place) {
        if (!place.access().may(Permission.MANAGE_SPACE)) {
            column.add(new Paragraph(
                    "Only those who manage " + place.space().name() + " change how it looks. Ask its owner."));
            return;
        }
        new Form(place).into(column);
    }

    private final class Form {
        private final Place place;
        private final TextField name = new TextField("Name");
        private final TextArea description = new TextArea("Description");
        private final ColourField accentDark;
        private final ColourField accentLight;
        private final TextField mark = new TextField("Mark");
        private final ColourField markGround;
        private final ColourField markInk;
        private final Select<String> font = new Select<>();
        private final Select<String> corners = new Select<>();
        private final Paragraph darkVerdict = new Paragraph();
        private final Paragraph lightVerdict = new Paragraph();
        private final Paragraph markVerdict = new Paragraph();
        private final BrandPreview onDark = new BrandPreview("dark");
        private final BrandPreview onLight = new BrandPreview("light");

        Form(Place place) {
            this.place = place;
            var space = place.space();
            var brand = space.brand();
            var logo = brand.logo();
            name.setValue(space.name());
            name.setMaxLength(80);
            name.setRequired(true);
            description.setValue(space.description());
            description.setMaxLength(500);
            description.setMinRows(2);
            description.setHelperText("One or two sentences under your name, on your public page too.");
            accentDark = new ColourField("Accent in the dark theme", brand.accentDark());
            accentLight = new ColourField("Accent in the light theme", brand.accentLight());
            mark.setValue(logo.emoji() != null ? logo.emoji() : logo.initials() != null ? logo.initials() : "");
            mark.setMaxLength(8);
            mark.setHelperText("One or two letters, or one emoji.");
            markGround = new ColourField("Mark's ground", logo.background());
            markInk = new ColourField("Mark's letters", logo.foreground());
            font.setLabel("Headings");
            font.setItems(List.of("system", "humanist", "geometric", "serif", "mono"));
            font.setItemLabelGenerator(kind -> FONTS.getOrDefault(kind, kind));
            font.setValue(brand.font());
            corners.setLabel("Corners");
            var own = String.valueOf(brand.radius());
            corners.setItems(
                    CORNERS.contains(own)
                            ? CORNERS
                            : java.util.stream.Stream.concat(CORNERS.stream(), java.util.stream.Stream.of(own))
                                    .sorted(java.util.Comparator.comparingInt(Integer::parseInt))
                                    .toList());
            corners.setItemLabelGenerator(radius -> radius.equals("0") ? "Square" : "Round, " + radius + " px");
            corners.setValue(own);
            for (var field : List.of(name, mark)) {
                field.setValueChangeMode(ValueChangeMode.EAGER);
                field.addValueChangeListener(change -> preview());
            }
            for (var field : List.of(accentDark, accentLight, markGround, markInk)) {
                field.addValueChangeListener(change -> preview());
            }
            font.addValueChangeListener(change -> preview());
            corners.addValueChangeListener(change -> preview());
        }

        void into(Div column) {
            var save = new Button("Save the look", click -> save());
            save.addThemeName("primary");
            var actions = new Div(save);
            actions.addClassName("actions");
            var fields = new Div(
                    group("Words", name, description),
                    group("Colours", pair(stack(accentDark, darkVerdict), stack(accentLight, lightVerdict))),
                    group("Mark", mark, pair(markGround, markInk), markVerdict),
                    group("Letters and corners", pair(font, corners)),
                    actions);
            fields.addClassName("form");
            var previews = new Div(onDark, onLight);
            previews.addClassName("previews");
            var both = new Div(fields, previews);
            both.addClassName("form-and-preview");
            column.add(both);
            column.addClassName("wide");
            preview();
        }

        private void preview() {
            if (!List.of(accentDark, accentLight, markGround, markInk).stream().allMatch(ColourField::isColour)) {
                return;
            }
            stands(darkVerdict, accentDark.colour(), ON_DARK, "dark", "lighter");
            stands(lightVerdict, accentLight.colour(), ON_LIGHT, "light", "darker");
            var read = Contrast.between(markInk.colour(), markGround.colour());
            ColourField.verdict(
                    markVerdict,
                    read >= Contrast.READABLE,
                    read >= Contrast.READABLE
                            ? "Readable, contrast " + ratio(read) + "."
                            : "Hard to read, contrast " + ratio(read) + ". Aim for 4.5:1; "
                                    + Contrast.inkOn(markGround.colour()) + " would do.");
            var shown = name.getValue().isBlank() ? place.space().name() : name.getValue();
            var brand = brand();
            onDark.show(shown, brand);
            onLight.show(shown, brand);
        }

        private void stands(Paragraph line, String accent, String ground, String theme, String way) {
            var contrast = Contrast.between(accent, ground);
            var good = contrast >= Contrast.VISIBLE;
            ColourField.verdict(
                    line,
                    good,
                    good
                            ? "Stands out, contrast " + ratio(contrast) + "."
                            : "Fades into the " + theme + " background, contrast " + ratio(contrast) + ". A " + way
                                    + " colour does better.");
        }

        private Brand brand() {
            var sign = mark.getValue().strip();
            var letters = !sign.isEmpty() && sign.codePoints().limit(2).allMatch(Character::isLetterOrDigit);
            return new Brand(
                    accentDark.colour(),
                    accentLight.colour(),
                    Integer.parseInt(corners.getValue()),
                    font.getValue(),
                    new Brand.Logo(
                            sign.isEmpty() || letters ? null : sign,
                            letters
                                    ? first(sign, 2)
                                    : sign.isEmpty() ? first(name.getValue().strip(), 1) : null,
                            markGround.colour(),
                            markInk.colour()));
        }

        private void save() {
            for (var field : List.of(accentDark, accentLight, markGround, markInk)) {
                if (!field.isColour()) {
                    refuse(field, "A colour looks like #1f6b33.");
                    return;
                }
            }
            name.setInvalid(false);
            description.setInvalid(false);
            try {
                var now = again(place);
                spaces.rebrand(now.access(), now.actor(), name.getValue(), description.getValue(), brand());
            } catch (DomainException refusal) {
                var field = fieldOf(refusal.field());
                if (field == null) {
                    throw refusal;
                }
                refuse(field, refusal.detail());
                return;
            }
            Toast.done("Saved. Everybody sees the new look from now on.");
            // the same address again: the shell around this form draws itself with the new look
            UI.getCurrent().refreshCurrentRoute(true);
        }

        private @Nullable TextField fieldOf(@Nullable String path) {
            return switch (path == null ? "" : path) {
                case "name" -> name;
                case "brand.accentDark" -> accentDark;
                case "brand.accentLight" -> accentLight;
                case "brand.logo.background" -> markGround;
                case "brand.logo.foreground" -> markInk;
                default -> null;
            };
        }
    }

    private static void refuse(TextField field, String words) {
        field.setErrorMessage(words);
        field.setInvalid(true);
        field.focus();
    }

    private static String first(String text, int letters) {
        var points = text.codePoints().limit(letters).toArray();
        return new String(points, 0, points.length).toUpperCase(Locale.ROOT);
    }

    private static String ratio(double contrast) {
        return String.format(Locale.ROOT, "%.1f:1", contrast);
    }

    private static Div group(String title, Component... parts) {
        var group = new Div(new H2(title));
        group.add(parts);
        group.addClassName("group");
        return group;
    }

    private static Div pair(Component... parts) {
        var pair = new Div(parts);
        pair.addClassName("pair");
        return pair;
    }

    private static Div stack(Component... parts) {
        return new Div(parts);
    }
}
