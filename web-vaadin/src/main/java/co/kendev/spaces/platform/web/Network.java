package co.kendev.spaces.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Where this instance listens, and where a request comes from. */
@Component
public class Network {
    private final boolean loopbackOnly;

    Network(@Value("${server.address:}") String address) {
        this.loopbackOnly = isLoopback(address);
    }

    /** Whether nobody outside this machine can reach the product. */
    public boolean loopbackOnly() {
        return loopbackOnly;
    }

    /** Whether the request was made on this machine, and not forwarded for somebody else. */
    public boolean fromLoopback(HttpServletRequest request) {
        return isLoopback(request.getRemoteAddr())
                && request.getHeader("X-Forwarded-For") == null
                && request.getHeader("Forwarded") == null;
    }

    /** What to count the sender by: the address, of IPv6 the network that one customer gets. */
    public static String sender(String address) {
        try {
            var bytes = InetAddress.ofLiteral(address).getAddress();
            return bytes.length == 16 ? Arrays.toString(Arrays.copyOf(bytes, 8)) : address;
        } catch (IllegalArgumentException notAnAddress) {
            return address;
        }
    }

    private static boolean isLoopback(String address) {
        try {
            return !address.isBlank() && InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
