package co.kendev.spaces.revenue;

import co.kendev.spaces.onboarding.ChecklistStep;
import org.springframework.stereotype.Component;

/** The line of the owner's checklist that is done when the setup fee is paid; its card stands where everybody arrives. */
@Component
class FeeStep implements ChecklistStep {
    @Override
    public String key() {
        return FeeCard.BLOCK;
    }

    @Override
    public String href(String spaceSlug, String channel) {
        return "/app/s/" + spaceSlug + "/" + channel;
    }
}
