package co.kendev.spaces.onboarding;

import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The lines of the checklist that spaces and messages bring with them. */
@Configuration(proxyBeanMethods = false)
class ChecklistSteps {
    static final String CONFIRM_BRAND = "confirm-brand";
    static final String INVITE_COLLEAGUE = "invite-colleague";
    static final String FIRST_MESSAGE = "first-message";

    @Bean
    ChecklistStep confirmBrand() {
        return new Step(CONFIRM_BRAND, "/settings/brand", "Looks good");
    }

    @Bean
    ChecklistStep inviteColleague() {
        return new Step(INVITE_COLLEAGUE, "/settings/members", "Mark as done");
    }

    @Bean
    ChecklistStep firstMessage() {
        return new Step(FIRST_MESSAGE, "/%s", null);
    }

    private record Step(String key, String form, @Nullable String button) implements ChecklistStep {
        @Override
        public String href(String spaceSlug, String channel) {
            return "/app/s/" + spaceSlug + form.formatted(channel);
        }
    }
}
