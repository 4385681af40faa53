package co.kendev.spaces.platform.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.dom.Element;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What stays of a part of a screen that is drawn anew. */
class RedrawTest {
    private final Div shown = new Div();

    @Test
    void linesAreTheSameElementsWhateverComesBetweenThem() {
        Redraw.into(shown, lines("b", "c", "d"));
        var before = shown.getElement().getChildren().toList();

        Redraw.into(shown, lines("a", "b", "x", "d"));

        var now = shown.getElement().getChildren().toList();
        assertThat(now).extracting(Element::getTextRecursively).containsExactly("a", "b", "x", "d");
        assertThat(now.get(1)).isEqualTo(before.get(0));
        assertThat(now.get(3)).isEqualTo(before.get(2));
        assertThat(before.get(1).getParent()).isNull();
    }

    @Test
    void whatChangedOfALineIsChangedInIt() {
        Redraw.into(shown, line("a", "queued", "soft"));
        var link = shown.getElement().getChild(0).getChild(0);
        var state = shown.getElement().getChild(0).getChild(1);

        Redraw.into(shown, line("a", "pending", null));

        assertThat(shown.getElement().getChild(0).getChildren()).containsExactly(link, state);
        assertThat(state.getTextRecursively()).isEqualTo("pending");
        assertThat(state.hasAttribute("class")).isFalse();
    }

    @Test
    void aChartIsToldNewFiguresAndNothingWhenTheyAreTheSame() {
        Redraw.into(shown, new Div(chart(1)));
        var chart = shown.getElement().getChild(0);
        var figures = chart.getPropertyRaw("data");

        Redraw.into(shown, new Div(chart(1)));
        assertThat(chart.getPropertyRaw("data")).isSameAs(figures);

        Redraw.into(shown, new Div(chart(2)));
        assertThat(shown.getElement().getChild(0)).isEqualTo(chart);
        assertThat(chart.getPropertyRaw("data").toString()).contains("[2]");
    }

    @Test
    void anotherKindOfElementTakesThePlace() {
        Redraw.into(shown, new Div(new Paragraph("Nothing yet."), new Span("below")));
        var below = shown.getElement().getChild(1);

        Redraw.into(shown, new Div(new Anchor("somewhere", "Something"), new Span("below")));

        assertThat(shown.getElement().getChildren()).extracting(Element::getTag).containsExactly("a", "span");
        assertThat(shown.getElement().getChild(1)).isEqualTo(below);
    }

    private static Div lines(String... keys) {
        var drawn = new Div();
        Stream.of(keys).forEach(key -> {
            var line = new Div(key);
            Redraw.key(line.getElement(), key);
            drawn.add(line);
        });
        return drawn;
    }

    private static Div line(String key, String state, @org.jspecify.annotations.Nullable String style) {
        var word = new Span(state);
        if (style != null) {
            word.addClassName(style);
        }
        var line = new Div(new Anchor("somewhere", key), word);
        Redraw.key(line.getElement(), key);
        return new Div(line);
    }

    private static Chart chart(long value) {
        return new Chart("bar", "Sales", "Month")
                .label("May")
                .series("Sales", "party-tenant", List.of(value))
                .draw();
    }
}
