package co.kendev.spaces.onboarding;

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
        return new Step(CONFIRM_BRAND, "/settings/brand");
    }

    @Bean
    ChecklistStep inviteColleague() {
        return new Step(INVITE_COLLEAGUE, "/settings/members");
    }

    @Bean
    ChecklistStep firstMessage() {
        return new Step(FIRST_MESSAGE, "/%s");
    }

    private record Step(String key, String form) implements ChecklistStep {
        @Override
        public String href(String spaceSlug, String channel) {
            return "/app/s/" + spaceSlug + form.formatted(channel);
        }
    }
}
