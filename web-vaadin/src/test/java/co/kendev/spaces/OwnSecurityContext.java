package co.kendev.spaces;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextHolderStrategy;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/**
 * Puts the application of this test back in charge of the static security context: each application that starts in this JVM takes it
 * over, and one that is used again would look for its callers in the other's place.
 */
final class OwnSecurityContext implements BeforeAllCallback {
    @Override
    public void beforeAll(ExtensionContext test) {
        SecurityContextHolder.setContextHolderStrategy(
                SpringExtension.getApplicationContext(test).getBean(SecurityContextHolderStrategy.class));
    }
}
