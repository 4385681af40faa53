package co.kendev.spaces.platform.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Base64;
import org.springframework.web.filter.OncePerRequestFilter;

/** Says with every response what a browser may load and run there; the strictest that the kind of response can live with. */
public final class ContentPolicy extends OncePerRequestFilter {
    /** The request attribute with the nonce of this response, for the templates of pages. */
    public static final String NONCE = "cspNonce";

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String PAGE =
            "default-src 'none'; script-src 'self' 'nonce-%1$s'; style-src 'self' 'nonce-%1$s';"
                    + " img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none';"
                    + " form-action 'self'; frame-ancestors 'none'";
    static final String API = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    /** Flow's client builds functions from strings the server sends, and its components set styles inline. */
    private static final String APP = "default-src 'none'; script-src 'self' 'unsafe-inline' 'unsafe-eval';"
            + " style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self';"
            + " manifest-src 'self'; worker-src 'self'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    private static final String PERMISSIONS = "camera=(), microphone=(), geolocation=(), payment=(), usb=(),"
            + " accelerometer=(), gyroscope=(), magnetometer=(), midi=(), browsing-topics=()";

    /** The kinds of response there are. */
    public enum Kind {
        PAGE,
        API,
        APP
    }

    private final Kind kind;

    public ContentPolicy(Kind kind) {
        this.kind = kind;
    }

    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }

    @Override
    protected String getAlreadyFilteredAttributeName() {
        return super.getAlreadyFilteredAttributeName() + kind;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        response.setHeader(
                "Content-Security-Policy",
                switch (kind) {
                    case PAGE -> PAGE.formatted(nonce(request));
                    case API -> API;
                    case APP -> APP;
                });
        response.setHeader("Permissions-Policy", PERMISSIONS);
        response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        chain.doFilter(request, response);
    }

    private static String nonce(HttpServletRequest request) {
        var bytes = new byte[18];
        RANDOM.nextBytes(bytes);
        var nonce = Base64.getEncoder().encodeToString(bytes);
        request.setAttribute(NONCE, nonce);
        return nonce;
    }
}
