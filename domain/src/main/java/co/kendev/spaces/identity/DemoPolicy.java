package co.kendev.spaces.identity;

import co.kendev.spaces.platform.time.DemoSwitch;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Demo people, whose passwords everybody knows, exist only while the product listens on loopback alone. */
@Component
public class DemoPolicy implements DemoSwitch {
    private final boolean loopback;
    private final boolean demo;

    DemoPolicy(@Value("${server.address:127.0.0.1}") String address, @Value("${spaces.demo:off}") String demo) {
        this.loopback = isLoopback(address);
        this.demo = !"off".equalsIgnoreCase(demo) && !"false".equalsIgnoreCase(demo);
    }

    /** Whether the demo logins are offered on screen, and the demo clock to operators. */
    @Override
    public boolean isOn() {
        return demo && loopback;
    }

    /** Whether the product can be reached from this machine alone. */
    public boolean listensOnLoopbackAlone() {
        return loopback;
    }

    boolean admits(String email) {
        return loopback || !Emails.isDemo(email);
    }

    private static boolean isLoopback(String address) {
        return address.equals("localhost")
                || address.startsWith("127.")
                || address.equals("::1")
                || address.equals("[::1]");
    }
}
