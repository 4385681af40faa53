package co.kendev.spaces.identity.web;

import co.kendev.spaces.identity.Logins;
import co.kendev.spaces.platform.web.ContentPolicy;
import co.kendev.spaces.platform.web.FormAgain;
import co.kendev.spaces.platform.web.Network;
import co.kendev.spaces.platform.web.Problem;
import co.kendev.spaces.platform.web.Problems;
import com.vaadin.flow.spring.security.VaadinSecurityConfigurer;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer.AuthorizedUrl;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.security.oauth2.server.resource.web.DefaultBearerTokenResolver;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.context.NullSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Three ways in over HTTP, each with its own chain: programs, the application behind the login, and public pages. */
@Configuration(proxyBeanMethods = false)
public class SecurityConfiguration {
    private static final Pattern FORMS = Pattern.compile("/login|/signup|/invite/[\\w-]+");
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    /** Programs: an access token or the login cookie, no session; a refusal is a problem. */
    @Bean
    @Order(1)
    SecurityFilterChain apiChain(
            HttpSecurity http,
            Logins logins,
            Network network,
            CsrfTokenRepository csrf,
            @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mappings)
            throws Exception {
        common(http, ContentPolicy.Kind.API, csrf);
        http.securityMatcher("/api/**", "/actuator/**");
        http.addFilterAfter(new LoginFilter(logins, false), SecurityContextHolderFilter.class);
        // a token is no cookie: no browser sends it by itself
        http.csrf(c -> c.requireCsrfProtectionMatcher(request -> !READING.contains(request.getMethod())
                && request.getHeader("Authorization") == null
                && LoginCookie.read(request).isPresent()));
        http.oauth2ResourceServer(o -> o.bearerTokenResolver(bearer())
                .authenticationEntryPoint((request, response, e) -> unauthenticated(request, response, mappings))
                .accessDeniedHandler(SecurityConfiguration::denied)
                .jwt(j -> j.jwtAuthenticationConverter(jwt -> new CallerAuthentication(AccessTokens.caller(jwt)))));
        http.exceptionHandling(e -> e.authenticationEntryPoint(
                        (request, response, refusal) -> unauthenticated(request, response, mappings))
                .accessDeniedHandler(SecurityConfiguration::denied));
        http.authorizeHttpRequests(a -> a.requestMatchers(
                        HttpMethod.GET,
                        "/actuator/health/**",
                        "/api/v1/openapi.json",
                        "/api/v1/csrf",
                        "/api/v1/templates",
                        "/api/v1/slugs/*",
                        "/api/v1/invitations/*",
                        // with the status token instead of a login
                        "/api/v1/processes/*")
                .permitAll()
                .requestMatchers(
                        HttpMethod.POST, "/api/v1/token", "/api/v1/onboardings", "/api/v1/invitations/*/acceptances")
                .permitAll()
                .requestMatchers("/actuator/prometheus")
                .access((who, context) -> new AuthorizationDecision(network.fromLoopback(context.getRequest())))
                .requestMatchers("/actuator/**")
                .hasRole("OPERATOR")
                .anyRequest()
                .hasRole("PERSON"));
        return http.build();
    }

    /** The application behind the login. */
    @Bean
    @Order(2)
    SecurityFilterChain appChain(HttpSecurity http, Logins logins, CsrfTokenRepository csrf) throws Exception {
        common(http, ContentPolicy.Kind.APP, csrf);
        http.securityMatcher("/app", "/app/**");
        http.addFilterAfter(new LoginFilter(logins, true), SecurityContextHolderFilter.class);
        http.with(
                VaadinSecurityConfigurer.vaadin(),
                vaadin -> vaadin.enableLogoutConfiguration(false)
                        .enableRequestCacheConfiguration(false)
                        .enableExceptionHandlingConfiguration(false)
                        .anyRequest(AuthorizedUrl::authenticated));
        http.exceptionHandling(e -> e.authenticationEntryPoint(
                        (request, response, refusal) -> response.sendRedirect(loginPage(request)))
                .accessDeniedHandler((request, response, refusal) -> response.sendError(403)));
        return http.build();
    }

    /** Everything else is public: pages without a session, under the strictest content policy. */
    @Bean
    @Order(3)
    SecurityFilterChain pageChain(HttpSecurity http, Logins logins, CsrfTokenRepository csrf) throws Exception {
        common(http, ContentPolicy.Kind.PAGE, csrf);
        http.addFilterAfter(new LoginFilter(logins, false), SecurityContextHolderFilter.class);
        http.exceptionHandling(e -> e.accessDeniedHandler(SecurityConfiguration::pageDenied));
        http.authorizeHttpRequests(a -> a.anyRequest().permitAll());
        return http.build();
    }

    /** Boot would make up a user with a printed password; people log in through {@link PasswordCheck} alone. */
    @Bean
    UserDetailsService noOtherUsers() {
        return name -> {
            throw new UsernameNotFoundException(name);
        };
    }

    /** A timer around each of thirty filters costs more than it tells: the request as a whole is timed anyway. */
    @Bean
    SecurityObservationSettings noTimersInside() {
        return SecurityObservationSettings.noObservations();
    }

    @Bean
    CsrfTokenRepository csrfTokens(Network network) {
        var cookies = new CookieCsrfTokenRepository();
        cookies.setCookiePath("/");
        cookies.setCookieCustomizer(cookie -> {
            cookie.sameSite("Lax");
            if (!network.loopbackOnly()) {
                cookie.secure(true);
            }
        });
        return cookies;
    }

    private static void common(HttpSecurity http, ContentPolicy.Kind kind, CsrfTokenRepository csrf) throws Exception {
        http.addFilterBefore(new ContentPolicy(kind), HeaderWriterFilter.class);
        http.headers(h -> h.frameOptions(HeadersConfigurer.FrameOptionsConfig::deny)
                .referrerPolicy(r -> r.policy(ReferrerPolicy.STRICT_ORIGIN_WHEN_CROSS_ORIGIN)));
        http.csrf(c -> c.csrfTokenRepository(csrf));
        http.securityContext(c -> c.securityContextRepository(new NullSecurityContextRepository()));
        http.sessionManagement(s -> s.disable());
        http.requestCache(c -> c.disable());
        http.logout(l -> l.disable());
        http.formLogin(f -> f.disable());
        http.httpBasic(b -> b.disable());
    }

    /** A status token is a bearer token too, but no JWT; the controller of processes checks it. */
    private static BearerTokenResolver bearer() {
        var standard = new DefaultBearerTokenResolver();
        return request -> {
            var token = standard.resolve(request);
            return token != null
                            && request.getRequestURI().startsWith("/api/v1/processes/")
                            && token.chars().filter(c -> c == '.').count() != 2
                    ? null
                    : token;
        };
    }

    private static void unauthenticated(
            HttpServletRequest request, HttpServletResponse response, RequestMappingHandlerMapping mappings)
            throws IOException {
        Problems.write(
                request,
                response,
                request.getHeader("Authorization") == null
                        ? missing(request, response, mappings)
                        : Problem.Kind.UNAUTHENTICATED.because(
                                "The access token is wrong or over. Use the refresh token, or ask for a new one: POST /api/v1/token."));
    }

    /** To somebody nobody knows, an address that does not exist is better named as such than guarded. */
    private static Problem missing(
            HttpServletRequest request, HttpServletResponse response, RequestMappingHandlerMapping mappings) {
        if (request.getRequestURI().startsWith("/api/")) {
            try {
                if (mappings.getHandler(request) == null) {
                    return Problem.Kind.NOT_FOUND.because("There is nothing at this address.");
                }
            } catch (HttpRequestMethodNotSupportedException e) {
                var offered = e.getSupportedMethods();
                if (offered != null) {
                    response.setHeader("Allow", String.join(", ", offered));
                }
                return Problem.Kind.METHOD_NOT_ALLOWED.because(request.getMethod() + " is not offered here.");
            } catch (Exception e) {
                // wrong in another way as well: being nobody comes first
            }
        }
        return Problem.Kind.UNAUTHENTICATED.because(Caller.nobody().detail());
    }

    private static void denied(HttpServletRequest request, HttpServletResponse response, AccessDeniedException refusal)
            throws IOException {
        Problems.write(
                request,
                response,
                refusal instanceof CsrfException
                        ? Problem.Kind.CSRF.because(
                                "With the login cookie, a write needs the header that GET /api/v1/csrf names.")
                        : Problem.Kind.FORBIDDEN.because("You may not do this."));
    }

    private static void pageDenied(
            HttpServletRequest request, HttpServletResponse response, @Nullable AccessDeniedException refusal)
            throws IOException, ServletException {
        // the form was open for too long, or cookies were cleared: it is drawn again, filled, with a fresh token
        if (refusal instanceof CsrfException
                && request.getMethod().equals("POST")
                && FORMS.matcher(request.getRequestURI()).matches()) {
            request.getRequestDispatcher(request.getRequestURI() + FormAgain.PATH)
                    .forward(request, response);
        } else {
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
        }
    }

    /** Where to log in, and where to go on afterwards. */
    static String loginPage(HttpServletRequest request) {
        var query = request.getQueryString();
        var wanted = request.getRequestURI() + (query == null ? "" : "?" + query);
        return "/login?continue=" + URLEncoder.encode(wanted, StandardCharsets.UTF_8);
    }
}
