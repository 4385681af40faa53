package co.kendev.spaces.platform.ui;

import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.ErrorParameter;
import com.vaadin.flow.router.HasErrorParameter;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import jakarta.servlet.http.HttpServletResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** For a page that broke, or whose database is just away. */
@PageTitle("Back in a moment · Spaces")
@AnonymousAllowed
class FailedView extends DeadEnd implements HasErrorParameter<Exception> {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(FailedView.class);

    @Override
    public int setErrorParameter(BeforeEnterEvent event, ErrorParameter<Exception> parameter) {
        LOG.warn("{} could not be shown", event.getLocation().getPath(), parameter.getException());
        say(
                "Back in a moment.",
                "A part of Spaces is away just now. What you wrote is kept in this browser, and nothing was half done.",
                firstWay("/app/" + event.getLocation().getPathWithQueryParameters(), "Try again"),
                way("/", "Start page"));
        getElement().setAttribute("data-retry", "2");
        return HttpServletResponse.SC_SERVICE_UNAVAILABLE;
    }
}
