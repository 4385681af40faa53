package co.kendev.spaces.platform.ui;

import co.kendev.spaces.platform.web.Outage;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.ErrorParameter;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.HasErrorParameter;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import jakarta.servlet.http.HttpServletResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** For a page whose database is just away, which tries again by itself, and for a page that broke. */
@AnonymousAllowed
class FailedView extends DeadEnd implements HasErrorParameter<Exception>, HasDynamicTitle {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(FailedView.class);

    private String title = "";

    @Override
    public int setErrorParameter(BeforeEnterEvent event, ErrorParameter<Exception> parameter) {
        var path = event.getLocation().getPathWithQueryParameters();
        if (Outage.is(parameter.getException())) {
            LOG.warn("{} could not be shown: the database is away", path);
            draw(
                    "Back in a moment.",
                    "A part of Spaces is away just now. What you wrote is kept in this browser, and nothing was half done.",
                    path);
            getElement().setAttribute("data-retry", "2");
            return HttpServletResponse.SC_SERVICE_UNAVAILABLE;
        }
        LOG.error("{} could not be shown", path, parameter.getException());
        draw(
                "That was our fault.",
                "Something broke on our side. What you wrote is kept in this browser, and nothing was half done. Try again, and tell us if it stays.",
                path);
        getElement().removeAttribute("data-retry");
        return HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
    }

    private void draw(String heading, String words, String path) {
        title = heading.replaceFirst("\\.$", "") + " · Spaces";
        say(heading, words, firstWay("/app/" + path, "Try again"), way("/", "Start page"));
    }

    @Override
    public String getPageTitle() {
        return title;
    }
}
