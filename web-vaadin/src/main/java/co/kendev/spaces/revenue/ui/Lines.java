package co.kendev.spaces.revenue.ui;

import co.kendev.spaces.platform.ui.Icon;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import java.util.ArrayList;
import java.util.List;

/** A short list that is written down as lines of two fields, with lines to add and to take away. */
final class Lines extends Div {
    private static final long serialVersionUID = 1L;

    private final String first;
    private final String second;
    private final String unit;
    private final Div rows = new Div();
    private final Div actions = new Div();
    private final List<Line> lines = new ArrayList<>();

    /**
     * @param first what the first field of a line is called
     * @param second the same of the second field, a number
     * @param unit behind the second field; may be empty
     */
    Lines(String title, String first, String second, String unit, String more) {
        this.first = first;
        this.second = second;
        this.unit = unit;
        var name = new Span(title);
        name.addClassName("lines-title");
        var add = new NativeButton(more, click -> line("", "").first().focus());
        add.addClassName("button");
        actions.add(add);
        actions.addClassName("actions");
        rows.addClassName("lines-rows");
        addClassName("lines");
        getElement().setAttribute("role", "group").setAttribute("aria-label", title);
        add(name, rows, actions);
    }

    /** Offers to write lines that somebody else knows. */
    void offer(String words, Runnable write) {
        var offer = new NativeButton(words, click -> write.run());
        offer.addClassName("button");
        actions.add(offer);
    }

    /** Writes lines instead of those that are there. */
    void set(List<Written> written) {
        lines.clear();
        rows.removeAll();
        written.forEach(one -> line(one.first(), one.second()));
    }

    /** What is written, without the lines that are empty. */
    List<Written> written() {
        return filled().stream()
                .map(line -> new Written(
                        line.first.getValue().strip(), line.second.getValue().strip()))
                .toList();
    }

    /** Says what is wrong with a line. */
    void problem(int index, boolean inSecond, String words) {
        var line = filled().get(index);
        var field = inSecond ? line.second : line.first;
        field.setErrorMessage(words);
        field.setInvalid(true);
    }

    void clear() {
        lines.forEach(line -> {
            line.first.setInvalid(false);
            line.second.setInvalid(false);
        });
    }

    private List<Line> filled() {
        return lines.stream()
                .filter(line -> !(line.first.getValue().isBlank()
                        && line.second.getValue().isBlank()))
                .toList();
    }

    private Line line(String left, String right) {
        var line = new Line(new TextField(first), new TextField(second), new Div());
        line.first.setValue(left);
        line.second.setValue(right);
        line.second.getElement().setAttribute("inputmode", "decimal");
        if (!unit.isEmpty()) {
            line.second.setSuffixComponent(new Span(unit));
        }
        var away = new NativeButton();
        away.add(new Icon("cross"));
        away.addClassName("tool");
        away.getElement().setAttribute("aria-label", "Take this line away");
        away.addClickListener(click -> {
            lines.remove(line);
            rows.remove(line.row);
        });
        line.row.add(line.first, line.second, away);
        line.row.addClassName("line");
        lines.add(line);
        rows.add(line.row);
        return line;
    }

    /** One line as it was written. */
    record Written(String first, String second) implements java.io.Serializable {}

    private record Line(TextField first, TextField second, Div row) implements java.io.Serializable {}
}
