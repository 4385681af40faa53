package co.kendev.spaces.messages.rest;

import co.kendev.spaces.identity.Logins;
import co.kendev.spaces.identity.web.Caller;
import co.kendev.spaces.identity.web.LoginCookie;
import co.kendev.spaces.messages.Cursor;
import co.kendev.spaces.messages.Feed;
import co.kendev.spaces.messages.Messages;
import co.kendev.spaces.platform.errors.DomainException;
import co.kendev.spaces.platform.ids.ChannelId;
import co.kendev.spaces.platform.ids.PersonId;
import co.kendev.spaces.platform.tenancy.Actor;
import co.kendev.spaces.platform.web.Outage;
import co.kendev.spaces.platform.web.Problem;
import co.kendev.spaces.platform.web.RequestRefused;
import co.kendev.spaces.spaces.Access;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Tells listeners live what happens in a channel. The virtual thread of the request stays with its stream. */
@RestController
@Tag(name = "messages")
class StreamController implements SmartLifecycle {
    /** Enough for a person with many tabs and programs, too few to exhaust an instance. */
    private static final int STREAMS_PER_PERSON = 1_000;

    private final Messages messages;
    private final Feed feed;
    private final Access access;
    private final Logins logins;
    private final Clock clock;
    private final Counter dropped;
    private final Set<Stream> open = ConcurrentHashMap.newKeySet();
    private final ConcurrentHashMap<PersonId, Integer> perPerson = new ConcurrentHashMap<>();
    private volatile boolean running;
    private volatile boolean stopping;

    StreamController(Messages messages, Feed feed, Access access, Logins logins, Clock clock, MeterRegistry meters) {
        this.messages = messages;
        this.feed = feed;
        this.access = access;
        this.logins = logins;
        this.clock = clock;
        this.dropped = Counter.builder("spaces.stream.dropped")
                .description("Listeners let go because they could not follow")
                .register(meters);
        meters.gaugeCollectionSize("spaces.stream.listeners", java.util.List.of(), open);
    }

    @GetMapping("/api/v1/channels/{channel}/stream")
    @Operation(
            summary = "What happens in the channel, as server-sent events",
            description =
                    "`event: message` with the seq as id for every new message, `event: change` without an id for edits and"
                            + " deletions. `Last-Event-ID` or `after` resumes without a gap; without either it starts now.")
    @ApiResponse(
            responseCode = "200",
            content = @Content(mediaType = "text/event-stream", schema = @Schema(type = "string")))
    void stream(
            @PathVariable UUID channel,
            @RequestParam(required = false) @Nullable Long after,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId,
            @Parameter(hidden = true) Caller caller,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        var id = new ChannelId(channel);
        var actor = caller.in(access.tenantOf(id), "The channel");
        access.channel(actor, id);
        var from = from(after, lastEventId);
        if (stopping) {
            throw leaving();
        }
        if (request.getMethod().equals("HEAD")) {
            furnish(response);
            return;
        }
        if (perPerson.merge(actor.person(), 1, Integer::sum) > STREAMS_PER_PERSON) {
            leave(actor.person());
            throw new RequestRefused(
                    Problem.Kind.TOO_MANY.because("You listen to too many streams at once. Close some."),
                    java.time.Duration.ofSeconds(15));
        }
        var stream = new Stream();
        open.add(stream);
        if (stopping) {
            // whoever closed all open streams may have missed this one
            stream.close();
        }
        try (var _ = feed.subscribe(actor.tenant(), id, stream)) {
            furnish(response);
            var out = response.getOutputStream();
            out.write("retry: 1000\n\n".getBytes(StandardCharsets.UTF_8));
            out.flush();
            var last = from == null ? 0 : catchUp(out, actor, id, from);
            stream.run(out, last, mayListen(actor, id, caller, request));
            if (stream.overrun()) {
                dropped.increment();
            }
        } catch (IOException hungUp) {
            // the listener is gone, or too slow for its socket: it comes back by itself
        } catch (DomainException | RequestRefused refusal) {
            if (!response.isCommitted()) {
                throw refusal;
            }
        } catch (RuntimeException e) {
            if (!response.isCommitted() || !Outage.is(e)) {
                throw e;
            }
        } finally {
            open.remove(stream);
            leave(actor.person());
        }
    }

    private static void furnish(HttpServletResponse response) {
        response.setContentType("text/event-stream");
        response.setCharacterEncoding("UTF-8");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Accel-Buffering", "no");
    }

    private static RequestRefused leaving() {
        return new RequestRefused(
                Problem.Kind.UNAVAILABLE.because("This instance is going down. Come back in a moment."),
                java.time.Duration.ofSeconds(1));
    }

    /** Writes what was posted between the listener's last message and its subscription; returns the seq reached. */
    private long catchUp(OutputStream out, Actor actor, ChannelId channel, long after) throws IOException {
        var last = after;
        while (true) {
            var page = messages.page(actor, channel, new Cursor.After(last), Messages.PAGE_MAX);
            for (var message : page.items()) {
                out.write(Stream.posted(message));
                last = message.seq();
            }
            out.flush();
            if (page.next() == null) {
                return last;
            }
        }
    }

    private BooleanSupplier mayListen(Actor actor, ChannelId channel, Caller caller, HttpServletRequest request) {
        // read now: the container reuses the request object's parts while the stream runs on
        var cookie = LoginCookie.read(request).orElse("");
        var end = caller.expiresAt();
        return () -> {
            try {
                access.channel(actor, channel);
                return caller.login() != null ? logins.restore(cookie).isPresent() : isAhead(end);
            } catch (DomainException lost) {
                return false;
            } catch (RuntimeException e) {
                // with the database away nobody loses a right; the feed is silent anyway
                return Outage.is(e);
            }
        };
    }

    private boolean isAhead(Instant end) {
        return end.isAfter(clock.instant());
    }

    private static @Nullable Long from(@Nullable Long after, @Nullable String lastEventId) {
        if (lastEventId != null && !lastEventId.isBlank()) {
            try {
                return Math.max(0, Long.parseLong(lastEventId.strip()));
            } catch (NumberFormatException e) {
                throw DomainException.invalid("Last-Event-ID", "The last event id is a seq, a whole number.");
            }
        }
        if (after != null && after < 0) {
            throw DomainException.invalid("after", "A seq is 0 or more.");
        }
        return after;
    }

    private void leave(PersonId person) {
        perPerson.computeIfPresent(person, (id, count) -> count > 1 ? count - 1 : null);
    }

    @Override
    public void start() {
        stopping = false;
        running = true;
    }

    /** Before the server waits for its requests to end: these would not end by themselves. */
    @Override
    public void stop() {
        stopping = true;
        running = false;
        open.forEach(Stream::close);
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
