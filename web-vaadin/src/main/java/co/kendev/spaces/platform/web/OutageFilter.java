package co.kendev.spaces.platform.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Says "away, come back" where the database is missing before a controller is reached. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 15)
class OutageFilter extends OncePerRequestFilter {
    private static final Logger log = LoggerFactory.getLogger(OutageFilter.class);

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            chain.doFilter(request, response);
        } catch (RuntimeException | ServletException e) {
            if (!Outage.is(e) || response.isCommitted()) {
                throw e;
            }
            log.warn("{} {}: the database is away", request.getMethod(), request.getRequestURI());
            if (Problems.concerns(request.getRequestURI())) {
                Problems.write(request, response, Problem.Kind.UNAVAILABLE.because(ApiErrors.AWAY), Problems.SOON);
            } else {
                Problems.retryAfter(response, Problems.SOON);
                response.sendError(Problem.Kind.UNAVAILABLE.status());
            }
        }
    }
}
