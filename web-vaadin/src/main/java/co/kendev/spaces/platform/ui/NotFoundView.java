package co.kendev.spaces.platform.ui;

import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.ErrorParameter;
import com.vaadin.flow.router.HasErrorParameter;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import jakarta.servlet.http.HttpServletResponse;

/** For an address that leads nowhere, or to something one may not see. */
@PageTitle("Nothing here · Spaces")
@AnonymousAllowed
class NotFoundView extends DeadEnd implements HasErrorParameter<NotFoundException> {
    private static final long serialVersionUID = 1L;

    @Override
    public int setErrorParameter(BeforeEnterEvent event, ErrorParameter<NotFoundException> parameter) {
        say(
                "There is nothing here for you.",
                "The address may be mistyped, what was here may be gone, or it is open to others only. Whoever sent it can invite you.",
                firstWay("/app/", "Go to my spaces"),
                way("/", "Start page"));
        return HttpServletResponse.SC_NOT_FOUND;
    }
}
