package co.kendev.spaces.onboarding;

import co.kendev.spaces.messages.MessageBlock;
import co.kendev.spaces.messages.Press;
import co.kendev.spaces.platform.errors.DomainException;
import co.kendev.spaces.platform.errors.ErrorCode;
import java.util.List;
import org.springframework.stereotype.Component;

/** The buttons of the progress card: the owner ticks a line of the checklist right there. The action is the line's key. */
@Component
class ChecklistButtons implements MessageBlock {
    private final Checklists checklists;
    private final OnboardingRows rows;
    private final Sites sites;
    private final List<ChecklistStep> steps;

    ChecklistButtons(Checklists checklists, OnboardingRows rows, Sites sites, List<ChecklistStep> steps) {
        this.checklists = checklists;
        this.rows = rows;
        this.sites = sites;
        this.steps = steps;
    }

    @Override
    public String type() {
        return ProgressCard.BLOCK;
    }

    @Override
    public String done(String action) {
        return "ticked a line of the checklist";
    }

    @Override
    public void press(Press press) {
        var tenant = press.message().tenant();
        var owner = sites.find(tenant)
                .orElseThrow(() -> new DomainException(ErrorCode.GONE, "This business was taken down."))
                .owner();
        if (!owner.id().equals(press.actor().person())) {
            throw DomainException.forbidden("Only " + owner.name() + " ticks this checklist.");
        }
        var line = rows.items(tenant).stream()
                .filter(item -> item.key().equals(press.action()) && hasButton(item))
                .findFirst()
                .orElseThrow(() -> DomainException.invalid("action", "The checklist has no such line with a button."));
        if (!line.isOpen()) {
            throw new DomainException(ErrorCode.CONFLICT, line.doneBy() + " ticked “" + line.label() + "” already.");
        }
        if (!checklists.tick(tenant, line.key(), press.name())) {
            throw new DomainException(
                    ErrorCode.CONFLICT, "“" + line.label() + "” is being ticked right now. Look at it again.");
        }
    }

    private boolean hasButton(ChecklistItem item) {
        return steps.stream().anyMatch(step -> step.key().equals(item.key()) && step.button() != null);
    }
}
