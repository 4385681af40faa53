package co.kendev.spaces.onboarding;

import co.kendev.spaces.messages.Author;
import co.kendev.spaces.messages.Draft;
import co.kendev.spaces.messages.MessageType;
import co.kendev.spaces.messages.Messages;
import co.kendev.spaces.messages.Priority;
import co.kendev.spaces.platform.process.ProcessState;
import co.kendev.spaces.platform.process.ProcessStatus;
import co.kendev.spaces.platform.process.Processes;
import co.kendev.spaces.spaces.Channel;
import co.kendev.spaces.spaces.Channels;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The message in which everybody watches the space being built: drawn anew with every step, in the step's own transaction. */
@Component
class ProgressCard {
    static final String BLOCK = "onboarding-progress";
    private static final int VERSION = 2;
    /** The one widget of the card. */
    private static final String CHECKLIST = "checklist";

    private static final Pattern CHANNEL = Pattern.compile("#([\\p{L}\\p{N}-]*[\\p{L}\\p{N}])");

    private final Messages messages;
    private final Channels channels;
    private final Processes processes;
    private final OnboardingRows rows;
    private final ChannelsPart channelsPart;
    private final List<ChecklistStep> steps;
    private final JsonMapper json;

    ProgressCard(
            Messages messages,
            Channels channels,
            Processes processes,
            OnboardingRows rows,
            ChannelsPart channelsPart,
            List<ChecklistStep> steps,
            JsonMapper json) {
        this.messages = messages;
        this.channels = channels;
        this.processes = processes;
        this.rows = rows;
        this.channelsPart = channelsPart;
        this.steps = steps;
        this.json = json;
    }

    /** Posts the card where everybody arrives. */
    void post(Site site) {
        var welcome = welcome(site).orElseThrow();
        var process = processes.get(site.tenantId(), site.process());
        var card = messages.say(
                site.tenantId(),
                site.space(),
                welcome.id(),
                Author.SYSTEM,
                new Draft(
                        "onboarding:card",
                        MessageType.WIDGET,
                        "Setting up **" + Site.escaped(site.businessName()) + "**",
                        null,
                        null,
                        "onboarding",
                        Priority.NORMAL,
                        null,
                        null,
                        draw(site, process)));
        rows.showOn(site.tenantId(), card.id());
    }

    /** Draws the card anew, if there is one. What it shows is read under the lock of its channel, so the last drawing is the truth. */
    void redraw(Site site) {
        var card = rows.find(site.tenantId()).map(Onboarding::card).orElse(null);
        if (card != null) {
            messages.redraw(
                    site.tenantId(), card, before -> draw(site, processes.get(site.tenantId(), site.process())));
        }
    }

    /** Reminds the owner of what is open, beside the card; where that is, a template that was removed does not say any more. */
    void remind(Site site, int number, List<ChecklistItem> open) {
        welcome(site).ifPresent(channel -> remind(site, channel, number, open));
    }

    private void remind(Site site, Channel channel, int number, List<ChecklistItem> open) {
        var text = new StringBuilder("**")
                .append(Site.escaped(site.owner().name()))
                .append(open.size() == 1 ? ", one step is still yours:**\n" : ", these steps are still yours:**\n");
        for (var item : open) {
            text.append("\n- [")
                    .append(Site.escaped(item.label()))
                    .append("](")
                    .append(href(site, item))
                    .append("): ")
                    .append(Site.escaped(item.hint()));
        }
        messages.say(
                site.tenantId(),
                site.space(),
                channel.id(),
                Author.SYSTEM,
                new Draft(
                        "onboarding:reminder:" + number,
                        MessageType.SYSTEM,
                        text.toString(),
                        null,
                        null,
                        "onboarding",
                        Priority.NORMAL,
                        null,
                        null,
                        null));
    }

    private JsonNode draw(Site site, ProcessStatus process) {
        boolean waiting = process.state() == ProcessState.WAITING;
        var steps = process.steps().stream()
                .map(step -> new Step(
                        step.name(),
                        step.label(),
                        step.state().word(),
                        step.finishedAt() == null ? step.startedAt() : step.finishedAt(),
                        step.failure() == null ? step.note() : step.failure()))
                .toList();
        var items = rows.items(site.tenantId());
        var checklist = items.stream()
                .map(item -> new Line(
                        item.key(),
                        item.label(),
                        item.hint(),
                        !item.isOpen(),
                        href(site, item),
                        item.doneAt(),
                        item.doneBy(),
                        item.isOpen() ? step(item).map(ChecklistStep::button).orElse(null) : null))
                .toList();
        int done = (int) items.stream().filter(item -> !item.isOpen()).count();
        return json.valueToTree(List.of(new Block(
                BLOCK,
                VERSION,
                CHECKLIST,
                done + 1, // whatever else is drawn anew, a button stays good until a line is ticked
                process.id().toString(),
                site.businessName(),
                process.state().word(),
                process.outcome(),
                steps,
                waiting ? site.owner().name() : null,
                waiting ? process.dueAt() : null,
                site.owner().id().toString(),
                checklist)));
    }

    private Optional<ChecklistStep> step(ChecklistItem item) {
        return steps.stream().filter(step -> step.key().equals(item.key())).findFirst();
    }

    private String href(Site site, ChecklistItem item) {
        return step(item)
                .flatMap(step -> channelFor(site, item)
                        .map(channel -> step.href(site.tenant().slug(), channel)))
                .orElse("/app/s/" + site.tenant().slug());
    }

    /** The channel that the hint names, else the one where everybody arrives. */
    private Optional<String> channelFor(Site site, ChecklistItem item) {
        var names = site.asked()
                .flatMap(template -> template.get(channelsPart))
                .map(ChannelsPart.Content::names)
                .orElse(Set.of());
        return CHANNEL.matcher(item.hint())
                .results()
                .map(mention -> mention.group(1))
                .filter(names::contains)
                .findFirst()
                .or(() -> welcomeName(site));
    }

    private Optional<Channel> welcome(Site site) {
        return welcomeName(site).flatMap(name -> channels.find(site.tenantId(), site.space(), name));
    }

    private Optional<String> welcomeName(Site site) {
        return site.asked().flatMap(template -> template.get(channelsPart)).map(ChannelsPart.Content::welcome);
    }

    private record Block(
            String type,
            int version,
            String id,
            int revision,
            String process,
            String title,
            String state,
            @Nullable String outcome,
            List<Step> steps,
            @Nullable String awaiting,
            @Nullable Instant dueAt,
            String owner,
            List<Line> checklist) {}

    private record Step(
            String name,
            String label,
            String state,
            @Nullable Instant at,
            @Nullable String note) {}

    private record Line(
            String key,
            String label,
            String hint,
            boolean done,
            String href,
            @Nullable Instant at,
            @Nullable String by,
            @Nullable String button) {}
}
