package co.kendev.spaces.platform.ui;

import co.kendev.spaces.platform.web.Assets;
import com.vaadin.flow.server.CustomizedSystemMessages;
import com.vaadin.flow.server.ServiceInitEvent;
import com.vaadin.flow.server.SessionInitEvent;
import com.vaadin.flow.server.UIInitEvent;
import com.vaadin.flow.server.VaadinServiceInitListener;
import com.vaadin.flow.server.communication.IndexHtmlResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jsoup.nodes.Element;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The page that every screen behind the login is drawn into. */
@Component
class ShellPage implements VaadinServiceInitListener {
    private static final long serialVersionUID = 1L;
    private static final String MANIFEST = "META-INF/resources/elements/manifest.json";

    private final transient Viewers viewers;
    private final List<String> sheets;
    private final List<String> modules;

    ShellPage(Viewers viewers, Assets assets, JsonMapper json) {
        this.viewers = viewers;
        this.sheets = List.of(assets.at("/css/tokens.css"), assets.at("/css/shell.css"), assets.at("/css/money.css"));
        this.modules = List.of(elements(json), assets.at("/js/shell.js"));
    }

    @Override
    public void serviceInit(ServiceInitEvent event) {
        event.addIndexHtmlRequestListener(this::furnish);
        var messages = new CustomizedSystemMessages();
        // a tab whose view session is gone loads the same address again, without a word
        messages.setSessionExpiredNotificationEnabled(false);
        messages.setSessionExpiredURL(null);
        event.getSource().setSystemMessagesProvider(info -> messages);
        event.getSource().addSessionInitListener(this::greet);
        event.getSource().addUIInitListener(this::prepare);
    }

    private void furnish(IndexHtmlResponse page) {
        var html = page.getDocument().selectFirst("html");
        var head = page.getDocument().head();
        if (html == null) {
            return;
        }
        html.attr("lang", "en");
        html.attr("data-theme", viewers.find().map(Viewer::theme).orElse("dark"));
        for (var sheet : sheets) {
            head.appendChild(link("stylesheet", sheet));
        }
        head.appendChild(link("icon", "/favicon.svg").attr("type", "image/svg+xml"));
        head.appendChild(link("manifest", "/manifest.webmanifest"));
        head.appendChild(new Element("meta").attr("name", "robots").attr("content", "noindex"));
        for (var module : modules) {
            head.appendChild(new Element("script").attr("type", "module").attr("src", module));
        }
    }

    private static Element link(String relation, String address) {
        return new Element("link").attr("rel", relation).attr("href", address);
    }

    private void greet(SessionInitEvent event) {
        event.getSession().setErrorHandler(new QuietErrors());
    }

    private void prepare(UIInitEvent event) {
        var ui = event.getUI();
        var reconnecting = ui.getReconnectDialogConfiguration();
        reconnecting.setDialogText("Connecting again. You can go on; nothing is lost.");
        reconnecting.setDialogTextGaveUp("There is no connection. Load this page again when you are back.");
        reconnecting.setReconnectInterval(1_000);
        reconnecting.setReconnectAttempts(100_000);
        ui.getLoadingIndicatorConfiguration().setApplyDefaultTheme(false);
    }

    /** The module with our elements; the build names it by its content. */
    private static String elements(JsonMapper json) {
        try (var manifest = new ClassPathResource(MANIFEST).getInputStream()) {
            return "/elements/" + json.readTree(manifest).path("module").asString();
        } catch (IOException e) {
            throw new UncheckedIOException("the build has left out our elements", e);
        }
    }
}
