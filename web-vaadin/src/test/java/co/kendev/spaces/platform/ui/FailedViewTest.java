package co.kendev.spaces.platform.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.ErrorParameter;
import com.vaadin.flow.router.Location;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;

class FailedViewTest {
    private final FailedView view = new FailedView();

    @Test
    void comesBackByItselfFromAnOutage() {
        assertThat(show(new IllegalStateException(new DataAccessResourceFailureException("away"))))
                .isEqualTo(503);
        assertThat(view.getElement().getAttribute("data-retry")).isEqualTo("2");
        assertThat(view.getElement().getTextRecursively()).contains("away just now");
        assertThat(view.getPageTitle()).isEqualTo("Back in a moment · Spaces");
    }

    @Test
    void saysWhenItIsOurFaultAndDoesNotTryForEver() {
        assertThat(show(new IllegalStateException("a slip of ours"))).isEqualTo(500);
        assertThat(view.getElement().hasAttribute("data-retry")).isFalse();
        assertThat(view.getElement().getTextRecursively()).contains("our fault").doesNotContain("away", "slip");
    }

    private int show(Exception cause) {
        var event = mock(BeforeEnterEvent.class);
        when(event.getLocation()).thenReturn(new Location("s/somewhere"));
        return view.setErrorParameter(event, new ErrorParameter<>(Exception.class, cause));
    }
}
