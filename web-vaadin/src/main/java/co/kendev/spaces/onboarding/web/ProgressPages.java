package co.kendev.spaces.onboarding.web;

import co.kendev.spaces.identity.Tenant;
import co.kendev.spaces.identity.Tenants;
import co.kendev.spaces.identity.web.Caller;
import co.kendev.spaces.onboarding.Onboardings;
import co.kendev.spaces.onboarding.Stage;
import co.kendev.spaces.platform.errors.DomainException;
import co.kendev.spaces.platform.process.ProcessId;
import co.kendev.spaces.platform.process.ProcessState;
import co.kendev.spaces.platform.process.ProcessStatus;
import co.kendev.spaces.platform.process.ProcessStep;
import co.kendev.spaces.platform.web.Paths;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** Where the applicant watches the space being built, until it can be entered. */
@Controller
class ProgressPages {
    private final Onboardings onboardings;
    private final Tenants tenants;
    private final TemplatePages templates;

    ProgressPages(Onboardings onboardings, Tenants tenants, TemplatePages templates) {
        this.onboardings = onboardings;
        this.tenants = tenants;
        this.templates = templates;
    }

    @GetMapping("/signup/{id}")
    String watch(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String token,
            HttpServletResponse response,
            Model model) {
        var process = onboardings.status(id(id), token);
        templates.furnish(model);
        model.addAttribute("view", view(process));
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setHeader("Referrer-Policy", "no-referrer");
        return "progress";
    }

    private static ProcessId id(String text) {
        try {
            return new ProcessId(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            throw DomainException.notFound("The process");
        }
    }

    private View view(ProcessStatus process) {
        var slug = process.spaceSlug();
        var failed = process.state() == ProcessState.FAILED || process.state() == ProcessState.CANCELLED;
        // the last stages are the owner's, inside the space
        var steps = process.steps().stream()
                .filter(step -> !step.name().equals(Stage.ACTIVE.word()))
                .map(step ->
                        slug != null && step.name().equals(Stage.CHECKLIST.word()) ? Step.open(step) : Step.of(step))
                .toList();
        var done = steps.stream().filter(step -> step.state().equals("done")).count();
        return new View(
                process.title(),
                tenants.find(process.tenant())
                        .map(Tenant::template)
                        .flatMap(templates::card)
                        .orElse(null),
                process.state().word(),
                slug == null ? null : enter(slug),
                steps.stream()
                        .filter(step -> step.state().equals("done"))
                        .map(Step::name)
                        .collect(Collectors.joining(" ")),
                slug != null || failed,
                failed,
                failed ? process.failure() : null,
                headline(process, slug != null, failed),
                line(process, slug != null, failed, done, steps.size()),
                steps);
    }

    /** Whoever watches from another browser, or has logged out, passes the login on the way. */
    private static String enter(String slug) {
        var inside = Paths.inside(slug);
        return Caller.current().isPresent()
                ? inside
                : "/login?continue=" + URLEncoder.encode(inside, StandardCharsets.UTF_8);
    }

    private static String headline(ProcessStatus process, boolean ready, boolean failed) {
        if (ready) {
            return process.title() + " is ready";
        }
        return failed ? process.title() + " was not built" : "Building " + process.title();
    }

    private static String line(ProcessStatus process, boolean ready, boolean failed, long done, int all) {
        if (ready) {
            return "Your key is in the door. Going in.";
        }
        if (failed) {
            return "What was begun has been taken down again, and the address is free. Nothing was charged.";
        }
        if (process.state() == ProcessState.QUEUED && done == 0) {
            return "Your sign-up is safely written down and waits for its turn. It starts by itself.";
        }
        return "Step " + Math.min(done + 1, all) + " of " + all;
    }

    /** The page's model. */
    public record View(
            String businessName,
            @Nullable TemplateCard card,
            String state,
            @Nullable String next,
            String doneSteps,
            boolean settled,
            boolean failed,
            @Nullable String failure,
            String headline,
            String line,
            List<Step> steps) {}

    /** A stage in one line. */
    public record Step(String name, String label, String state, String stateWord, String note) {
        static Step of(ProcessStep step) {
            return new Step(step.name(), step.label(), step.state().word(), word(step.state()), note(step));
        }

        /** The owner's checklist waits inside; for somebody at the door it is done. */
        static Step open(ProcessStep step) {
            return new Step(step.name(), step.label(), "done", "done", "waits for you inside");
        }

        private static String word(ProcessState state) {
            return switch (state) {
                case QUEUED -> "to come: ";
                case RUNNING -> "in progress: ";
                case WAITING -> "waiting: ";
                case DONE -> "done: ";
                case FAILED -> "is tried again: ";
                case CANCELLED -> "cancelled: ";
            };
        }

        private static String note(ProcessStep step) {
            var note = step.note();
            var failure = step.failure();
            return switch (step.state()) {
                case DONE -> (note == null ? "" : note + " · ") + took(step);
                case RUNNING -> step.attempts() > 1 ? "attempt " + step.attempts() : "now";
                case FAILED -> failure == null ? "trying again" : failure;
                case QUEUED, WAITING, CANCELLED -> "";
            };
        }

        private static String took(ProcessStep step) {
            var from = step.startedAt();
            var until = step.finishedAt();
            if (from == null || until == null) {
                return "";
            }
            var took = Duration.between(from, until);
            return took.toMinutes() > 0
                    ? took.toMinutes() + " min"
                    : String.format(Locale.ROOT, "%.1f s", Math.max(0, took.toMillis()) / 1000.0);
        }
    }
}
