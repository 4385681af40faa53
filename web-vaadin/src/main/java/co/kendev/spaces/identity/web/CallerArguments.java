package co.kendev.spaces.identity.web;

import co.kendev.spaces.platform.tenancy.Actor;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Lets a controller ask for its {@link Caller}; nobody being logged in is an answer of its own. */
@Configuration(proxyBeanMethods = false)
class CallerArguments implements WebMvcConfigurer {
    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new Resolver());
    }

    private static final class Resolver implements HandlerMethodArgumentResolver {
        @Override
        public boolean supportsParameter(MethodParameter parameter) {
            return parameter.getParameterType() == Caller.class || parameter.getParameterType() == Actor.class;
        }

        @Override
        public @Nullable Object resolveArgument(
                MethodParameter parameter,
                @Nullable ModelAndViewContainer container,
                NativeWebRequest request,
                @Nullable WebDataBinderFactory binders) {
            var caller = Caller.current();
            if (parameter.isOptional()) {
                return caller.orElse(null);
            }
            var known = caller.orElseThrow(Caller::nobody);
            return parameter.getParameterType() == Caller.class ? known : actor(known);
        }

        /** For what concerns no tenant in particular. */
        private static Actor actor(Caller caller) {
            var person = caller.person();
            return new Actor(
                    person.id(),
                    Objects.requireNonNullElse(caller.tenant(), Actor.NOWHERE),
                    person.name(),
                    person.operator());
        }
    }
}
