package co.kendev.spaces.platform.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.filter.OncePerRequestFilter;

/** Answers with a problem where the container would draw its error page for a program. */
@Configuration(proxyBeanMethods = false)
class ApiErrorDispatch {
    @Bean
    FilterRegistrationBean<OncePerRequestFilter> apiErrorFilter() {
        var registration = new FilterRegistrationBean<OncePerRequestFilter>(new Answer());
        registration.setDispatcherTypes(DispatcherType.ERROR);
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 10);
        return registration;
    }

    private static final class Answer extends OncePerRequestFilter {
        @Override
        protected boolean shouldNotFilterErrorDispatch() {
            return false;
        }

        @Override
        protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws ServletException, IOException {
            if (request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String path
                    && Problems.concerns(path)
                    && request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer status) {
                var kind = Problem.Kind.of(status);
                var problem = kind.because(kind == Problem.Kind.INTERNAL ? ApiErrors.OUR_FAULT : kind.hint());
                Problems.write(request, response, problem.withStatus(status).at(path));
                return;
            }
            chain.doFilter(request, response);
        }
    }
}
