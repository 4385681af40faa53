package co.kendev.spaces.platform.ui;

import co.kendev.spaces.platform.errors.DomainException;
import com.vaadin.flow.server.ErrorEvent;
import com.vaadin.flow.server.ErrorHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the person what did not work, in a corner of the screen; what they see and wrote stays where it is. */
final class QuietErrors implements ErrorHandler {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(QuietErrors.class);

    @Override
    public void error(ErrorEvent event) {
        if (event.getThrowable() instanceof DomainException refusal) {
            Toast.problem(refusal.detail());
            return;
        }
        LOG.warn("a screen failed: {}", event.getThrowable().toString(), event.getThrowable());
        Toast.problem("That did not work just now. Nothing was half done; try again in a moment.");
    }
}
