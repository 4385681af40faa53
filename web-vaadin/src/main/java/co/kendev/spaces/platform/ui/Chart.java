package co.kendev.spaces.platform.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A picture of figures, drawn by the browser in the colours of the theme, with the figures as a table for who cannot see it. */
@Tag("spaces-chart")
public final class Chart extends Component {
    private static final long serialVersionUID = 1L;

    private final ObjectNode data = JsonNodeFactory.instance.objectNode();
    private final ArrayNode labels = data.putArray("labels");
    private final ArrayNode series = data.putArray("series");

    /**
     * @param kind {@code bar}, {@code line}, {@code step} or {@code donut}
     * @param title what it is about
     * @param labelTitle what its labels are
     */
    public Chart(String kind, String title, String labelTitle) {
        data.put("kind", kind).put("title", title).put("labelTitle", labelTitle);
    }

    /** Values are minor units of that currency. */
    public Chart ofMoney(String currency) {
        data.putObject("unit").put("currency", currency);
        return this;
    }

    /** Values are basis points. */
    public Chart ofBasisPoints() {
        data.put("unit", "bps");
        return this;
    }

    /** Series on top of each other. */
    public Chart stacked() {
        data.put("stacked", true);
        return this;
    }

    /** Words in the middle of a donut. */
    public Chart around(String words) {
        data.put("middle", words);
        return this;
    }

    public Chart label(String label) {
        labels.add(label);
        return this;
    }

    /** @param colour of the tokens, for example {@code party-tenant}; for a donut one for each label, with blanks between */
    public Chart series(String name, String colour, Iterable<Long> values) {
        var one = series.addObject().put("name", name).put("colour", colour);
        var list = one.putArray("values");
        values.forEach(list::add);
        return this;
    }

    /** Hands the figures to the browser. */
    public Chart draw() {
        getElement().setPropertyJson("data", data);
        return this;
    }
}
