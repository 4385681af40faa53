package co.kendev.spaces.platform.activity;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** Where Temporal is ({@code SPACES_TEMPORAL_TARGET} in the environment). */
@ConfigurationProperties("spaces.temporal")
public record TemporalProperties(
        @DefaultValue("127.0.0.1:7233") String target,
        @DefaultValue("spaces") String namespace) {

    /** Whether the way there is not worth compressing for. */
    boolean isLoopback() {
        return target.startsWith("127.") || target.startsWith("localhost") || target.startsWith("[::1]");
    }

    /** Who we are, on the workers page of the Temporal UI. */
    static String identity(String role) {
        return role + "@" + host() + "/" + ProcessHandle.current().pid();
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
