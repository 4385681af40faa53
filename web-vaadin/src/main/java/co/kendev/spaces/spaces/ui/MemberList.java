package co.kendev.spaces.spaces.ui;

import co.kendev.spaces.platform.ids.PersonId;
import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;

/** The members of a space by role, drawn in the browser; the server hands the list over and forgets it. */
@Tag("spaces-people")
public final class MemberList extends Component {
    private static final long serialVersionUID = 1L;

    private transient @Nullable ArrayNode waiting;

    /** @param form {@code list} beside a conversation, {@code table} on a page of its own */
    public MemberList(String form) {
        getElement().setAttribute("form", form);
    }

    /** Shows those of a {@link Roster}. */
    public void show(ArrayNode people, PersonId me) {
        getElement().setAttribute("me", me.toString());
        if (isAttached()) {
            getElement().executeJs("this.people = $0", people);
        } else {
            waiting = people;
        }
    }

    @Override
    protected void onAttach(AttachEvent attached) {
        var people = waiting;
        waiting = null;
        if (people != null) {
            getElement().executeJs("this.people = $0", people);
        }
    }
}
