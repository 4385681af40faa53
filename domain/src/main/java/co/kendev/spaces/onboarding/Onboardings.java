package co.kendev.spaces.onboarding;

import co.kendev.spaces.identity.Emails;
import co.kendev.spaces.identity.Names;
import co.kendev.spaces.identity.Passwords;
import co.kendev.spaces.identity.People;
import co.kendev.spaces.identity.Person;
import co.kendev.spaces.identity.SigningKeys;
import co.kendev.spaces.identity.Slugs;
import co.kendev.spaces.identity.Tenant;
import co.kendev.spaces.identity.Tenants;
import co.kendev.spaces.platform.errors.DomainException;
import co.kendev.spaces.platform.errors.ErrorCode;
import co.kendev.spaces.platform.hash.Sha256;
import co.kendev.spaces.platform.ids.Ids;
import co.kendev.spaces.platform.ids.SpaceId;
import co.kendev.spaces.platform.ids.TenantId;
import co.kendev.spaces.platform.money.Currencies;
import co.kendev.spaces.platform.process.NewProcess;
import co.kendev.spaces.platform.process.ProcessId;
import co.kendev.spaces.platform.process.ProcessStatus;
import co.kendev.spaces.platform.process.Processes;
import co.kendev.spaces.platform.process.WorkflowSignal;
import co.kendev.spaces.platform.process.WorkflowStart;
import co.kendev.spaces.platform.tenancy.Actor;
import co.kendev.spaces.platform.tenancy.Scope;
import co.kendev.spaces.platform.tenancy.Tx;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;

/** Takes sign-ups: what a business asks for is written down at once, and built by its workflow. */
@Component
public class Onboardings {
    /** The kind of process, in rows, workflow ids and searches. */
    public static final String KIND = "onboarding";

    /** Fits a rail and a browser tab. */
    public static final int BUSINESS_NAME_MAX = 60;
    /** Fits the head of a message. */
    public static final int OWNER_NAME_MAX = 60;

    private static final int REQUEST_KEY_MAX = 100;
    private static final Pattern REQUEST_KEY = Pattern.compile("[\\x21-\\x7E]{1," + REQUEST_KEY_MAX + "}");
    private static final Pattern REFERRER = Pattern.compile("[a-z0-9-]{1,60}");
    private static final String TOKEN_PURPOSE = "process-status";
    private static final Logger LOG = LoggerFactory.getLogger(Onboardings.class);

    /** Hashing a password takes a core's tenth of a second with a connection held: more at once would starve everybody else. */
    private static final int AT_ONCE = 4;

    private static final Duration TURN_MAX = Duration.ofSeconds(30);

    private final Semaphore turns = new Semaphore(AT_ONCE, true);
    private final Tx tx;
    private final Templates templates;
    private final Tenants tenants;
    private final People people;
    private final Processes processes;
    private final OnboardingRows rows;
    private final SigningKeys keys;
    private final Clock clock;

    Onboardings(
            Tx tx,
            Templates templates,
            Tenants tenants,
            People people,
            Processes processes,
            OnboardingRows rows,
            SigningKeys keys,
            Clock clock) {
        this.tx = tx;
        this.templates = templates;
        this.tenants = tenants;
        this.people = people;
        this.processes = processes;
        this.rows = rows;
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * Writes a sign-up down, all of it in one transaction: the owner, the slug, the business, the process and the order to start
     * its workflow. The same request again is the same process.
     *
     * @throws DomainException INVALID with the field that is wrong; CONFLICT when the slug, or the request key, stands for
     *     something else
     */
    public Requested request(OnboardingRequest request) {
        if (!mayBegin()) {
            throw new DomainException(
                    ErrorCode.UNAVAILABLE,
                    "Very many businesses are signing up right now. Please try again in a minute.");
        }
        try {
            return inTurn(request);
        } finally {
            turns.release();
        }
    }

    private boolean mayBegin() {
        try {
            return turns.tryAcquire(TURN_MAX.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Requested inTurn(OnboardingRequest request) {
        var wanted = check(request);
        try {
            return repeated(request, wanted).orElseGet(() -> begin(request, wanted));
        } catch (DuplicateKeyException | DomainException e) {
            if (e instanceof DomainException refusal && refusal.code() != ErrorCode.CONFLICT) {
                throw e;
            }
            // the same request, or another one under its key, may have arrived in this moment and been first
            return repeated(request, wanted).orElseThrow(() -> e);
        }
    }

    /** Whether a slug can be had, and if not, why; INVALID and CONFLICT as in {@link #request}. */
    public void checkSlug(String slug) {
        var parsed = Slugs.parse(slug, "slug");
        if (tenants.conflicting(parsed).isPresent()) {
            throw taken(parsed);
        }
    }

    /** All that is wrong with the fields of a request, each by its own rule, in their order; for people, who mend it in one go. */
    public List<DomainException> everythingWrong(OnboardingRequest request) {
        var wrong = new ArrayList<DomainException>();
        for (var rule : List.<Runnable>of(
                () -> Names.parse(request.businessName(), "businessName", BUSINESS_NAME_MAX),
                () -> checkSlug(request.slug()),
                () -> zone(request.timeZone()),
                () -> Currencies.parse(request.currency(), "currency"),
                () -> templates.get(request.template(), "template"),
                () -> Names.parse(request.ownerName(), "ownerName", OWNER_NAME_MAX),
                () -> Emails.parse(request.ownerEmail(), "ownerEmail"),
                () -> Passwords.check(request.password(), "password"),
                () -> referrer(request.referralCode(), request.slug(), request.ownerEmail()))) {
            try {
                rule.run();
            } catch (DomainException refusal) {
                wrong.add(refusal);
            }
        }
        return wrong;
    }

    /** The status of a sign-up, for whoever has its token; NOT_FOUND for a token that is not its own. */
    public ProcessStatus status(ProcessId process, String statusToken) {
        return tenantOf(process, statusToken)
                .flatMap(tenant -> processes.find(tenant, process))
                .orElseThrow(() -> DomainException.notFound("The process"));
    }

    /** The token with which the applicant follows a process; always the same one. */
    public String statusToken(ProcessStatus process) {
        return token(process.tenant(), process.id());
    }

    /** Stops an onboarding; what was built is taken down, unless people live there already. For the owner and operators. */
    public void cancel(Actor actor, ProcessId id) {
        var process = processes.get(actor, id);
        var onboarding = tx.read(Scope.of(process.tenant()), () -> rows.find(process.tenant()));
        boolean own =
                onboarding.filter(found -> found.owner().equals(actor.person())).isPresent();
        if (!own && !actor.operator()) {
            throw DomainException.forbidden("Only the owner of the business and operators may cancel its onboarding.");
        }
        if (!process.kind().equals(KIND) || !process.state().isOpen()) {
            throw new DomainException(ErrorCode.GONE, "This process has ended already.");
        }
        tx.write(
                Scope.of(process.tenant()),
                () -> processes.signal(
                        process,
                        new WorkflowSignal(
                                "cancel",
                                Map.of(
                                        "reason",
                                        "cancelled by " + actor.name(),
                                        "signal",
                                        Ids.next().toString()))));
    }

    private Requested begin(OnboardingRequest request, Wanted wanted) {
        var tenant = new TenantId(Ids.next());
        return tx.write(Scope.of(tenant), () -> {
            var owner = people.findOrRegister(wanted.email(), wanted.ownerName(), request.password(), "password");
            tenants.add(new Tenant(
                    tenant,
                    wanted.slug(),
                    wanted.businessName(),
                    wanted.zone(),
                    wanted.currency(),
                    Tenant.State.PROVISIONING,
                    wanted.template().slug(),
                    wanted.template().version()));

            var process = processes.open(new NewProcess(
                    tenant,
                    wanted.slug(),
                    KIND,
                    wanted.slug(),
                    wanted.businessName(),
                    Stage.steps(),
                    id -> start(tenant, id, wanted)));
            rows.insert(
                    new Onboarding(
                            tenant,
                            process.id(),
                            new SpaceId(Ids.next()),
                            null,
                            owner.id(),
                            wanted.template().slug(),
                            wanted.template().version(),
                            wanted.businessName(),
                            wanted.referrer(),
                            request.requestKey(),
                            wanted.fingerprint(),
                            null),
                    clock.instant());

            LOG.info(
                    "Sign-up of {} with template {}, process {}",
                    wanted.slug(),
                    wanted.template().slug(),
                    process.id());
            return new Requested(process, token(tenant, process.id()), owner, true);
        });
    }

    private Optional<Requested> repeated(OnboardingRequest request, Wanted wanted) {
        var key = request.requestKey();
        var byKey = key == null ? Optional.<TenantId>empty() : tx.read(Scope.NOBODY, () -> rows.tenantOfRequest(key));
        var bySlug = tenants.idOf(wanted.slug());
        if (byKey.isEmpty() && bySlug.isEmpty()) {
            return Optional.empty();
        }
        var tenant = byKey.or(() -> bySlug).orElseThrow();
        var onboarding = tx.read(Scope.of(tenant), () -> rows.find(tenant));
        if (onboarding.isEmpty() || !MessageDigest.isEqual(onboarding.get().fingerprint(), wanted.fingerprint())) {
            if (byKey.isPresent()) {
                throw new DomainException(
                        ErrorCode.CONFLICT,
                        "This request key was used for another sign-up. Use a new one for each.",
                        "requestKey");
            }
            throw taken(wanted.slug());
        }
        // the content says who the owner is; only their password proves that this is them
        var owner = people.findOrRegister(wanted.email(), wanted.ownerName(), request.password(), "password");
        if (key != null && byKey.isEmpty()) {
            tx.write(Scope.of(tenant), () -> rows.keep(tenant, key));
        }
        var process = processes.get(tenant, onboarding.get().process());
        return Optional.of(new Requested(process, statusToken(process), owner, false));
    }

    private static WorkflowStart start(TenantId tenant, ProcessId id, Wanted wanted) {
        return new WorkflowStart(
                "Onboarding",
                "core",
                wanted.slug(),
                Map.of(
                        "tenant",
                        wanted.slug(),
                        "tenantId",
                        tenant.toString(),
                        "process",
                        id.toString(),
                        "name",
                        wanted.businessName()),
                KIND,
                id.toString(),
                wanted.businessName() + " · onboarding · " + wanted.template().name(),
                "Process [" + id + "](/app/operator/processes?open=" + id + ") of **" + wanted.slug() + "**");
    }

    private Wanted check(OnboardingRequest request) {
        var name = Names.parse(request.businessName(), "businessName", BUSINESS_NAME_MAX);
        var slug = Slugs.parse(request.slug(), "slug");
        var template = templates.get(request.template(), "template");
        var zone = zone(request.timeZone());
        var currency = Currencies.parse(request.currency(), "currency");
        var ownerName = Names.parse(request.ownerName(), "ownerName", OWNER_NAME_MAX);
        var email = Emails.parse(request.ownerEmail(), "ownerEmail");
        var referrer = referrer(request.referralCode(), slug, email);
        if (request.requestKey() != null
                && !REQUEST_KEY.matcher(request.requestKey()).matches()) {
            throw DomainException.invalid(
                    "requestKey", "A request key has 1 to " + REQUEST_KEY_MAX + " visible ASCII characters.");
        }
        return new Wanted(name, slug, template, zone, currency, ownerName, email, referrer);
    }

    private static ZoneId zone(String name) {
        if (!ZoneId.getAvailableZoneIds().contains(name)) {
            throw DomainException.invalid("timeZone", "This is no IANA time zone; one looks like America/Phoenix.");
        }
        return ZoneId.of(name);
    }

    private @Nullable String referrer(@Nullable String code, String slug, String email) {
        if (code == null || code.isBlank()) {
            return null;
        }
        var referrer = code.strip().toLowerCase(Locale.ROOT);
        if (referrer.equals(slug)) {
            throw DomainException.invalid("referralCode", "A business cannot refer itself. Leave this empty.");
        }
        var active = Optional.of(referrer)
                .filter(REFERRER.asMatchPredicate())
                .flatMap(tenants::idOf)
                .flatMap(tenants::find)
                .filter(tenant -> tenant.state() == Tenant.State.ACTIVE);
        if (active.isEmpty()) {
            throw DomainException.invalid(
                    "referralCode", "No active business has this code. Check it, or leave this empty.");
        }
        if (people.owners(active.get().id()).stream()
                .anyMatch(owner -> people.get(owner).email().equals(email))) {
            throw DomainException.invalid(
                    "referralCode", "This is your own business, and nobody refers themselves. Leave this empty.");
        }
        return referrer;
    }

    private String token(TenantId tenant, ProcessId process) {
        var id = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(tenant.toString().getBytes(StandardCharsets.US_ASCII));
        return id + "." + keys.sign(TOKEN_PURPOSE, tenant + "/" + process);
    }

    private Optional<TenantId> tenantOf(ProcessId process, String token) {
        int dot = token.indexOf('.');
        if (dot < 0) {
            return Optional.empty();
        }
        try {
            var decoded = Base64.getUrlDecoder().decode(token.substring(0, dot));
            var tenant = new TenantId(UUID.fromString(new String(decoded, StandardCharsets.US_ASCII)));
            var genuine = token(tenant, process).getBytes(StandardCharsets.US_ASCII);
            return MessageDigest.isEqual(genuine, token.getBytes(StandardCharsets.UTF_8))
                    ? Optional.of(tenant)
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static DomainException taken(String slug) {
        return new DomainException(
                ErrorCode.CONFLICT,
                "“" + slug + "” is taken, or looks like one that is. Please choose another.",
                "slug");
    }

    /**
     * A sign-up that was taken.
     *
     * @param statusToken with it the applicant follows the process
     * @param isNew false for the repeat of an earlier request
     */
    public record Requested(ProcessStatus process, String statusToken, Person owner, boolean isNew) {}

    private record Wanted(
            String businessName,
            String slug,
            Template template,
            ZoneId zone,
            Currency currency,
            String ownerName,
            String email,
            @Nullable String referrer) {
        /** Of everything but the password: equal fingerprints ask for the same thing. */
        byte[] fingerprint() {
            var text = new StringBuilder();
            for (var part : List.of(
                    businessName,
                    slug,
                    template.slug(),
                    zone.getId(),
                    currency.getCurrencyCode(),
                    ownerName,
                    email,
                    referrer == null ? "" : referrer)) {
                text.append(part).append('\0');
            }
            return Sha256.of(text.toString().getBytes(StandardCharsets.UTF_8));
        }
    }
}
