package co.kendev.spaces.identity.ui;

import co.kendev.spaces.identity.web.Caller;
import co.kendev.spaces.platform.ui.Viewer;
import co.kendev.spaces.platform.ui.Viewers;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Takes the viewer from the login. */
@Component
class LoggedIn implements Viewers {
    @Override
    public Optional<Viewer> find() {
        return Caller.current().map(caller -> {
            var person = caller.person();
            var login = caller.login();
            return new Viewer(
                    person.id(),
                    person.name(),
                    person.email(),
                    person.operator(),
                    login == null ? "dark" : login.theme());
        });
    }
}
