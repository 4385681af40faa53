package co.kendev.spaces.platform.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Refuses addresses and forms with characters that cannot be stored, before anybody works with them. */
@Configuration(proxyBeanMethods = false)
class CleanParameters implements WebMvcConfigurer {
    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new Check());
    }

    private static final class Check implements HandlerInterceptor {
        @Override
        public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
            if (request.getDispatcherType() != DispatcherType.REQUEST) {
                return true;
            }
            var fields = new Fields();
            request.getParameterMap().forEach((name, values) -> {
                if (!ApiJson.isClean(name)) {
                    fields.wrong("parameters", "have a name that " + ApiJson.UNCLEAN);
                } else if (!Arrays.stream(values).allMatch(ApiJson::isClean)) {
                    fields.wrong(name, ApiJson.UNCLEAN);
                }
            });
            fields.check();
            return true;
        }
    }
}
