package co.kendev.spaces.platform.ui.operator;

import co.kendev.spaces.platform.outbox.OutboxQueue;
import co.kendev.spaces.platform.ui.Viewers;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.AnchorTarget;
import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.health.actuate.endpoint.CompositeHealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.actuate.endpoint.IndicatedHealthDescriptor;

/** How the parts of the installation are. */
@Route("operator/health")
@PageTitle("Health · Operations")
@PermitAll
class HealthView extends OperatorPage<List<HealthView.Part>> {
    private static final long serialVersionUID = 1L;
    private static final Map<String, String> NAMES = Map.of(
            "database", "PostgreSQL",
            "temporal", "Temporal",
            "livenessState", "This instance lives",
            "readinessState", "This instance takes requests",
            "grpc", "gRPC",
            "ping", "HTTP");

    private final transient HealthEndpoint health;
    private final transient OutboxQueue outbox;
    private final TemporalUi temporal;

    HealthView(Viewers viewers, TemporalUi temporal, HealthEndpoint health, OutboxQueue outbox) {
        super(
                viewers,
                temporal,
                "Health",
                "How the parts of this instance and what it stands on are, looked at every few seconds.");
        this.health = health;
        this.outbox = outbox;
        this.temporal = temporal;
    }

    /** One part: its name, whether it is up, and what it says about itself. */
    record Part(String name, boolean up, Map<String, String> details) {}

    @Override
    protected List<Part> look() {
        var parts = new ArrayList<Part>();
        if (health.health() instanceof CompositeHealthDescriptor all && all.getComponents() != null) {
            all.getComponents().forEach((name, component) -> parts.add(part(name, component)));
        }
        parts.add(queue());
        return parts;
    }

    private static Part part(String name, HealthDescriptor component) {
        var details = new LinkedHashMap<String, String>();
        if (component instanceof IndicatedHealthDescriptor one && one.getDetails() != null) {
            one.getDetails().forEach((key, value) -> details.put(key, String.valueOf(value)));
        }
        return new Part(
                NAMES.getOrDefault(name, name), component.getStatus().getCode().equals("UP"), details);
    }

    private Part queue() {
        try {
            var depth = outbox.depth();
            var details = new LinkedHashMap<String, String>();
            details.put("waiting", String.valueOf(depth.waiting()));
            details.put("set aside", String.valueOf(depth.poison()));
            return new Part("Outbox", depth.poison() == 0, details);
        } catch (RuntimeException e) {
            return new Part("Outbox", false, Map.of("reason", "cannot be read while PostgreSQL is away"));
        }
    }

    @Override
    protected void draw(Div content, List<Part> seen) {
        var cards = new Div();
        cards.addClassName("cards");
        seen.forEach(part -> cards.add(card(part)));
        content.add(cards);
    }

    private Div card(Part part) {
        var away = part.details().getOrDefault("temporal", "").startsWith("away");
        var up = part.up() && !away;
        var word = new Span(up ? "up" : away ? "away" : "trouble");
        word.addClassNames("state", up ? "up" : "down");
        var head = new Div(new H2(part.name()), word);
        head.addClassName("card-head");
        var card = new Div(head);
        card.addClassName("card");
        if (!part.details().isEmpty()) {
            var facts = new DescriptionList();
            facts.addClassName("facts");
            part.details()
                    .forEach((name, value) ->
                            facts.add(new DescriptionList.Term(capital(name)), new DescriptionList.Description(value)));
            card.add(facts);
        }
        if (part.name().equals("Temporal")) {
            temporal.home().ifPresent(address -> card.add(ownUi(address)));
        }
        return card;
    }

    private static Anchor ownUi(String address) {
        var ui = new Anchor(address, "Open Temporal's own UI");
        ui.setTarget(AnchorTarget.BLANK);
        ui.setRouterIgnore(true);
        ui.getElement().setAttribute("rel", "noopener");
        return ui;
    }
}
