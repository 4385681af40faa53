package co.kendev.spaces.revenue.web;

import co.kendev.spaces.identity.Tenant;
import co.kendev.spaces.identity.Tenants;
import co.kendev.spaces.identity.web.ActingTenant;
import co.kendev.spaces.identity.web.Caller;
import co.kendev.spaces.platform.errors.DomainException;
import co.kendev.spaces.platform.tenancy.Actor;
import co.kendev.spaces.platform.web.Paths;
import co.kendev.spaces.revenue.Statement;
import co.kendev.spaces.revenue.Statements;
import co.kendev.spaces.spaces.Space;
import co.kendev.spaces.spaces.Spaces;
import co.kendev.spaces.spaces.web.BrandCss;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The statements of closed months, as pages that can be printed. */
@Controller
class StatementPages {
    /** What a browser shows and prints at ease; the table has all of them. */
    private static final int LINES_MAX = 1_000;

    private final Statements statements;
    private final ActingTenant acting;
    private final Tenants tenants;
    private final Spaces spaces;

    StatementPages(Statements statements, ActingTenant acting, Tenants tenants, Spaces spaces) {
        this.statements = statements;
        this.acting = acting;
        this.tenants = tenants;
        this.spaces = spaces;
    }

    @GetMapping("/statements")
    ModelAndView list(
            @RequestParam(required = false) @Nullable String tenant,
            @RequestParam(required = false) @Nullable String month,
            HttpServletRequest request,
            HttpServletResponse response,
            Locale locale) {
        return loggedIn(request, response, caller -> {
            var actor = acting.of(caller, tenant);
            var own = tenants.get(actor.tenant());
            var months = new LinkedHashMap<YearMonth, List<Line>>();
            for (var statement : statements.list(actor, month(month))) {
                var figures = new Figures(statement.currency(), own.timeZone(), locale);
                months.computeIfAbsent(statement.month(), each -> new ArrayList<>())
                        .add(new Line(
                                statement.title(),
                                figures.amount(statement.opening()),
                                figures.amount(statement.closing()),
                                statement.lines(),
                                address(statement.id(), own),
                                csv(statement.id(), own)));
            }
            var groups = months.entrySet().stream()
                    .map(each -> new Group(Figures.month(each.getKey(), locale), each.getValue()))
                    .toList();
            return new ModelAndView("statements", "view", new ListView(brand(actor, own), groups));
        });
    }

    @GetMapping("/statements/{id}")
    ModelAndView show(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String tenant,
            HttpServletRequest request,
            HttpServletResponse response,
            Locale locale) {
        return loggedIn(request, response, caller -> {
            var actor = acting.of(caller, tenant);
            var own = tenants.get(actor.tenant());
            var statement = statements.get(actor, id(id));
            var zone = tenants.find(statement.book()).map(Tenant::timeZone).orElse(own.timeZone());
            var figures = new Figures(statement.currency(), zone, locale);
            var page = statements.lines(actor, statement, null, LINES_MAX);
            return new ModelAndView("statement", "view", view(actor, own, statement, page, figures, locale));
        });
    }

    private StatementView view(
            Actor actor, Tenant own, Statement statement, Statement.Page page, Figures figures, Locale locale) {
        var rows = new ArrayList<Row>();
        var balance = statement.opening();
        for (var entry : page.entries()) {
            balance = Math.addExact(balance, entry.minor());
            rows.add(new Row(
                    figures.day(entry.at()),
                    entry.what(),
                    entry.kind(),
                    figures.amount(entry.minor()),
                    entry.minor() < 0,
                    figures.amount(balance),
                    entry.because(),
                    entry.eventId() == null
                            ? null
                            : Paths.inside(statement.bookSlug()) + "/revenue/" + entry.eventId()));
        }
        return new StatementView(
                brand(actor, own),
                statement.title(),
                Figures.month(statement.month(), locale),
                statement.bookName(),
                statement.accountName(),
                statement.currency().getCurrencyCode(),
                figures.amount(statement.opening()),
                figures.amount(statement.closing()),
                figures.day(statement.to().until().minusMillis(1)),
                rows,
                statement.lines() - rows.size(),
                csv(statement.id(), own),
                "/statements?tenant=" + own.slug());
    }

    /** Whoever is not logged in does that first and comes back. */
    private ModelAndView loggedIn(
            HttpServletRequest request, HttpServletResponse response, Function<Caller, ModelAndView> page) {
        var caller = Caller.current();
        if (caller.isEmpty()) {
            var query = request.getQueryString();
            var wanted = request.getRequestURI() + (query == null ? "" : "?" + query);
            return Paths.seeOther("/login?continue=" + URLEncoder.encode(wanted, StandardCharsets.UTF_8));
        }
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        return page.apply(caller.get());
    }

    private Brand brand(Actor actor, Tenant own) {
        Optional<Space> space = spaces.find(actor.tenant(), own.slug());
        return new Brand(
                own.name(),
                own.slug(),
                space.map(found -> BrandCss.address(found.slug(), found.brand()))
                        .orElse(null),
                BrandCss.initials(own.name()),
                Paths.inside(own.slug()));
    }

    private static String address(UUID id, Tenant own) {
        return "/statements/" + id + "?tenant=" + own.slug();
    }

    private static String csv(UUID id, Tenant own) {
        return "/api/v1/statements/" + id + ".csv?tenant=" + own.slug();
    }

    private static UUID id(String text) {
        return parsed(() -> UUID.fromString(text));
    }

    private static @Nullable YearMonth month(@Nullable String text) {
        return text == null || text.isBlank() ? null : parsed(() -> YearMonth.parse(text));
    }

    private static <T> T parsed(Supplier<T> parse) {
        try {
            return parse.get();
        } catch (IllegalArgumentException | DateTimeException e) {
            throw DomainException.notFound("The statement");
        }
    }

    /** Whose page it is. */
    public record Brand(String name, String key, @Nullable String sheet, String monogram, String inside) {}

    /** The model of the list. */
    public record ListView(Brand brand, List<Group> months) {}

    /** A month in the list. */
    public record Group(String month, List<Line> lines) {}

    /** A statement in the list. */
    public record Line(String title, String opening, String closing, long lines, String href, String csv) {}

    /** The model of a statement. */
    public record StatementView(
            Brand brand,
            String title,
            String month,
            String book,
            String account,
            String currency,
            String opening,
            String closing,
            String until,
            List<Row> rows,
            long more,
            String csv,
            String all) {}

    /** A line of a statement. */
    public record Row(
            String day,
            String what,
            String kind,
            String amount,
            boolean negative,
            String balance,
            @Nullable String because,
            @Nullable String href) {}
}
