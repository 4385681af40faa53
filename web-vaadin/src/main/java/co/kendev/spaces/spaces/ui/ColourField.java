package co.kendev.spaces.spaces.ui;

import com.vaadin.flow.component.html.Input;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import java.util.regex.Pattern;

/** A colour, picked or typed. */
final class ColourField extends TextField {
    private static final long serialVersionUID = 1L;
    private static final Pattern COLOUR = Pattern.compile("#[0-9a-f]{6}");

    private final Input picker = new Input();

    ColourField(String label, String colour) {
        super(label);
        addClassName("colour");
        setMaxLength(7);
        setRequiredIndicatorVisible(false);
        picker.setType("color");
        picker.setAriaLabel(label + ", pick");
        picker.setValueChangeMode(ValueChangeMode.EAGER);
        picker.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                setValue(change.getValue());
            }
        });
        setPrefixComponent(picker);
        setValueChangeMode(ValueChangeMode.EAGER);
        addValueChangeListener(change -> {
            if (isColour()) {
                picker.setValue(colour());
                setInvalid(false);
            }
        });
        setValue(colour.toLowerCase(java.util.Locale.ROOT));
    }

    boolean isColour() {
        return COLOUR.matcher(colour()).matches();
    }

    String colour() {
        return getValue().strip().toLowerCase(java.util.Locale.ROOT);
    }

    /** Says below the field how the colour does. */
    static void verdict(Paragraph line, boolean good, String words) {
        line.setText(words);
        line.setClassName("verdict " + (good ? "good" : "weak"));
    }
}
