package co.kendev.spaces.onboarding;

import co.kendev.spaces.identity.Person;
import co.kendev.spaces.identity.Tenant;
import co.kendev.spaces.platform.errors.DomainException;
import co.kendev.spaces.platform.errors.ErrorCode;
import co.kendev.spaces.platform.ids.SpaceId;
import co.kendev.spaces.platform.ids.TenantId;
import co.kendev.spaces.platform.process.ProcessId;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a template is being built: for whom, and under which ids, all of them decided when it was asked for.
 *
 * @param referrer slug of the business that brought this one
 * @param asked the template in the version that was asked for; empty when it was removed since
 */
public record Site(
        Tenant tenant,
        ProcessId process,
        SpaceId space,
        Person owner,
        String businessName,
        @Nullable String referrer,
        Optional<Template> asked) {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(business|owner|slug)}");
    private static final Pattern MARKDOWN = Pattern.compile("[\\\\`*_\\[\\]<>~|]|&(?=#?\\w+;)");

    /** The template to build from; CONFLICT when it was removed since. */
    public Template template() {
        return asked.orElseThrow(() -> new DomainException(
                ErrorCode.CONFLICT,
                "Template “" + tenant.template() + "” is not offered in version " + tenant.templateVersion()
                        + " any more. Sign up again with one that is."));
    }

    public TenantId tenantId() {
        return tenant.id();
    }

    /** A plain text of the template, with the names of this business and its owner in it. */
    public String fill(String text) {
        return fill(text, UnaryOperator.identity());
    }

    /** A Markdown text of the template, in which the names stay what they are. */
    public String fillMarkdown(String text) {
        return fill(text, Site::escaped);
    }

    /** A name is no Markdown. */
    static String escaped(String name) {
        return MARKDOWN.matcher(name).replaceAll("\\\\$0");
    }

    /** In one pass: a name that looks like a placeholder is a name. */
    private String fill(String text, UnaryOperator<String> name) {
        return PLACEHOLDER
                .matcher(text)
                .replaceAll(placeholder -> Matcher.quoteReplacement(name.apply(
                        switch (placeholder.group(1)) {
                            case "business" -> businessName;
                            case "owner" -> owner.name();
                            default -> tenant.slug();
                        })));
    }
}
