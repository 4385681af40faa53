package co.kendev.spaces.platform.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** Gives every page what all of them need, and every static file its time to live. */
@Configuration(proxyBeanMethods = false)
class PageConfiguration implements WebMvcConfigurer {
    private final Assets assets;

    PageConfiguration(Assets assets) {
        this.assets = assets;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new Furnishing(assets)).excludePathPatterns("/api/**", "/actuator/**");
        registry.addInterceptor(new Keeping())
                .addPathPatterns(
                        "/css/**", "/js/**", "/img/**", "/favicon.svg", "/robots.txt", "/manifest.webmanifest");
    }

    private static final class Furnishing implements HandlerInterceptor {
        private static final Set<String> FORMS = Set.of("signup", "login", "logout", "invite");

        private final Assets assets;

        Furnishing(Assets assets) {
            this.assets = assets;
        }

        @Override
        public void postHandle(
                HttpServletRequest request,
                HttpServletResponse response,
                Object handler,
                @Nullable ModelAndView drawing) {
            var view = drawing == null ? null : drawing.getViewName();
            if (drawing == null || view == null || view.startsWith("redirect:")) {
                return;
            }
            drawing.addObject("page", page(request));
            // the token's cookie has to be set before the first bytes of a long page leave
            if (FORMS.contains(view) && request.getAttribute("_csrf") instanceof CsrfToken token) {
                token.getToken();
            }
        }

        private Page page(HttpServletRequest request) {
            var failed = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
            // a form that is drawn again stands where it was sent to
            var sent = request.getAttribute(RequestDispatcher.FORWARD_REQUEST_URI);
            var path =
                    failed instanceof String uri ? uri : sent instanceof String form ? form : request.getRequestURI();
            var origin =
                    ServletUriComponentsBuilder.fromContextPath(request).build().toUriString();
            var listed = failed == null
                    && (path.equals("/")
                            || path.equals("/signup")
                            || path.equals("/justice")
                            || path.startsWith("/s/"));
            return new Page(
                    path,
                    Theme.chosen(request).getKey(),
                    origin,
                    origin.substring(origin.indexOf("//") + 2),
                    isLoggedIn(),
                    listed ? origin + path : null,
                    assets);
        }
    }

    private static boolean isLoggedIn() {
        var visitor = SecurityContextHolder.getContext().getAuthentication();
        return visitor != null && visitor.isAuthenticated() && !(visitor instanceof AnonymousAuthenticationToken);
    }

    private static final class Keeping implements HandlerInterceptor {
        @Override
        public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
            response.setHeader(
                    HttpHeaders.CACHE_CONTROL,
                    request.getParameter("v") == null ? "no-cache" : "public, max-age=31536000, immutable");
            return true;
        }
    }
}
