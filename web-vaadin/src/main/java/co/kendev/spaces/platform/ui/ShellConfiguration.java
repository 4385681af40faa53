package co.kendev.spaces.platform.ui;

import com.vaadin.flow.component.page.AppShellConfigurator;
import com.vaadin.flow.component.page.Push;

/** Lets the server speak first on every screen behind the login. */
@Push
public class ShellConfiguration implements AppShellConfigurator {
    private static final long serialVersionUID = 1L;
}
