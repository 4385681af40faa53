package co.kendev.spaces.platform.ui;

import co.kendev.spaces.platform.errors.DomainException;
import co.kendev.spaces.platform.errors.ErrorCode;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.ErrorParameter;
import com.vaadin.flow.router.HasErrorParameter;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import jakarta.servlet.http.HttpServletResponse;

/** For a page that the rules of the business do not open. */
@PageTitle("Not open to you · Spaces")
@AnonymousAllowed
class RefusedView extends DeadEnd implements HasErrorParameter<DomainException> {
    private static final long serialVersionUID = 1L;

    @Override
    public int setErrorParameter(BeforeEnterEvent event, ErrorParameter<DomainException> parameter) {
        var refusal = parameter.getException();
        var absent = refusal.code() == ErrorCode.NOT_FOUND;
        say(
                absent ? "There is nothing here for you." : "This is not open to you.",
                refusal.detail(),
                firstWay("/app/", "Go to my spaces"),
                way("/", "Start page"));
        return absent ? HttpServletResponse.SC_NOT_FOUND : HttpServletResponse.SC_FORBIDDEN;
    }
}
