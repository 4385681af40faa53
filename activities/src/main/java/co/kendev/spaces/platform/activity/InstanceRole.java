package co.kendev.spaces.platform.activity;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** What this process is for: {@code web}, {@code worker} or {@code all}. */
@Component
public class InstanceRole {
    private final String role;

    InstanceRole(@Value("${spaces.role:all}") String role) {
        if (!role.equals("web") && !role.equals("worker") && !role.equals("all")) {
            throw new IllegalStateException("SPACES_ROLE is “" + role + "”. Use web, worker or all.");
        }
        this.role = role;
    }

    String name() {
        return role;
    }

    public boolean works() {
        return !role.equals("web");
    }
}
