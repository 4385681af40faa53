package co.kendev.spaces.identity.web;

import co.kendev.spaces.identity.Logins;
import co.kendev.spaces.platform.web.Outage;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Restores the login from its cookie, on any instance and after any restart. A view session in memory belongs to one login: it ends
 * when that login does.
 */
final class LoginFilter extends OncePerRequestFilter {
    /** Where Vaadin looks for the caller when it works outside a request. */
    private static final String CONTEXT = HttpSessionSecurityContextRepository.SPRING_SECURITY_CONTEXT_KEY;

    private final Logins logins;
    private final boolean viewSessions;

    LoginFilter(Logins logins, boolean viewSessions) {
        this.logins = logins;
        this.viewSessions = viewSessions;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getHeader("Authorization") == null) {
            var session = viewSessions ? request.getSession(false) : null;
            var login = restore(request, session);
            if (login.isPresent()) {
                enter(login.get(), session);
            } else if (session != null && session.getAttribute(CONTEXT) != null) {
                session.invalidate();
            }
        }
        chain.doFilter(request, response);
    }

    private Optional<Logins.Login> restore(HttpServletRequest request, @Nullable HttpSession session) {
        var cookie = LoginCookie.read(request);
        if (cookie.isEmpty()) {
            return Optional.empty();
        }
        try {
            return logins.restore(cookie.get());
        } catch (RuntimeException e) {
            // an open tab goes on with what it has while the database is away; a public page is drawn for nobody
            if (Outage.is(e)) {
                var known = loginOf(session);
                if (known.isPresent() || !mustKnow(request)) {
                    return known;
                }
            }
            throw e;
        }
    }

    private boolean mustKnow(HttpServletRequest request) {
        return viewSessions || request.getRequestURI().startsWith("/api/");
    }

    private static Optional<Logins.Login> loginOf(@Nullable HttpSession session) {
        return session != null
                        && session.getAttribute(CONTEXT) instanceof SecurityContext context
                        && context.getAuthentication() instanceof CallerAuthentication known
                ? Optional.ofNullable(known.getPrincipal().login())
                : Optional.empty();
    }

    private void enter(Logins.Login login, @Nullable HttpSession session) {
        var context = new SecurityContextImpl(
                new CallerAuthentication(new Caller(login.person(), null, login, login.expiresAt())));
        SecurityContextHolder.setContext(context);
        if (session == null) {
            return;
        }
        var before = loginOf(session);
        if (before.isPresent() && !before.get().id().equals(login.id())) {
            session.invalidate();
        } else {
            session.setAttribute(CONTEXT, context);
        }
    }
}
