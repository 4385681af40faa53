package co.kendev.spaces.revenue.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a page about somebody's money watched for as long as it is in a tab and shows the same business.
 *
 * @param <T> what the page looks at; equal when nothing changed
 */
final class Watching<T> {
    private final Component page;
    private final MoneyPlaces places;
    private final Supplier<T> look;
    private final Consumer<T> show;
    private @Nullable MoneyPlace place;
    private @Nullable T shown;
    private @Nullable Watch<T> watch;

    /**
     * @param look runs on any thread
     * @param show runs in the tab, and tells {@link #shows}
     */
    Watching(Component page, MoneyPlaces places, Supplier<T> look, Consumer<T> show) {
        this.page = page;
        this.places = places;
        this.look = look;
        this.show = show;
        page.addAttachListener(attached -> begin(attached.getUI()));
        page.addDetachListener(detached -> end());
    }

    /** The page shows this of a business now, wherever it has it from. */
    void shows(MoneyPlace here, T seen) {
        if (!here.equals(place)) {
            end();
        }
        place = here;
        shown = seen;
        if (watch != null) {
            watch.shows(seen);
        } else {
            page.getUI().ifPresent(this::begin);
        }
    }

    /** The page shows nothing that could change. */
    void forget() {
        end();
        place = null;
        shown = null;
    }

    private void begin(UI ui) {
        var here = place;
        var seen = shown;
        if (watch == null && here != null && seen != null) {
            watch = places.watch(ui, here, seen, look, show);
        }
    }

    private void end() {
        if (watch != null) {
            watch.close();
            watch = null;
        }
    }
}
