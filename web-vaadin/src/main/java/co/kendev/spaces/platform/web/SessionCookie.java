package co.kendev.spaces.platform.web;

import org.springframework.boot.web.servlet.ServletContextInitializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Keeps the cookie of the view sessions to encrypted connections wherever others than this machine can listen. */
@Configuration(proxyBeanMethods = false)
class SessionCookie {
    @Bean
    ServletContextInitializer secureSessionCookie(Network network) {
        return context -> {
            if (!network.loopbackOnly()) {
                context.getSessionCookieConfig().setSecure(true);
            }
        };
    }
}
