package co.kendev.spaces.onboarding;

import co.kendev.spaces.platform.errors.DomainException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Loads the templates at start, all of them checked: a product that starts can build every business it offers. */
@Component
public class Templates {
    private static final Pattern SLUG = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    private static final Set<String> BASICS = Set.of("version", "slug", "name", "sector", "tagline", "description");

    private final JsonMapper json;
    private final List<TemplatePart<?>> parts;
    private final Map<String, NavigableMap<Integer, Template>> templates = new LinkedHashMap<>();

    /** The parts come in {@code @Order}; a stable sort keeps that inside each stage. */
    Templates(JsonMapper json, List<TemplatePart<?>> parts) {
        this.json = json;
        this.parts =
                parts.stream().sorted(Comparator.comparing(TemplatePart::stage)).toList();
        var problems = new ArrayList<String>();
        for (var resource : resources()) {
            try (var in = resource.content()) {
                var template = read(resource.file(), in, problems);
                templates
                        .computeIfAbsent(template.slug(), slug -> new TreeMap<>())
                        .put(template.version(), template);
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot read " + resource.file(), e);
            }
        }
        refuse(problems);
    }

    /** The parts, in the order they are built. */
    List<TemplatePart<?>> parts() {
        return parts;
    }

    /** All templates in their newest version, by slug. */
    public Collection<Template> all() {
        return templates.values().stream().map(Templates::newest).toList();
    }

    /** The template of a slug in exactly this version, for a business that was begun with it. */
    public Optional<Template> find(String slug, int version) {
        return Optional.ofNullable(templates.get(slug)).map(versions -> versions.get(version));
    }

    /** The template of a slug in its newest version; INVALID at the field when there is none. */
    public Template get(String slug, String field) {
        var versions = templates.get(slug);
        if (versions == null) {
            throw DomainException.invalid(
                    field,
                    "There is no template of this name. Choose one of " + String.join(", ", templates.keySet()) + ".");
        }
        return newest(versions);
    }

    private static Template newest(NavigableMap<Integer, Template> versions) {
        return versions.lastEntry().getValue();
    }

    /** Reads one template from its JSON; refuses it with every problem found. */
    Template parse(String file, InputStream content) {
        var problems = new ArrayList<String>();
        var template = read(file, content, problems);
        refuse(problems);
        return template;
    }

    private Template read(String file, InputStream content, List<String> problems) {
        try {
            return read(file, new TemplateReader(file, json.readTree(content), problems));
        } catch (JacksonException e) {
            problems.add(file + ": is no JSON: " + e.getOriginalMessage());
            return new Template(file, 0, "", "", "", "");
        }
    }

    private Template read(String file, TemplateReader root) {
        var template = new Template(
                root.text("slug", SLUG, "hays-cactus-farm"),
                root.number("version", 1, 10_000),
                root.text("name", 60),
                root.text("sector", 60),
                root.text("tagline", 120),
                root.text("description", 400));
        // an earlier version stays beside the newest for as long as businesses are being built from it
        if (!file.endsWith("/" + template.slug() + ".json")
                && !file.endsWith("/" + template.slug() + ".v" + template.version() + ".json")) {
            root.problem("slug", "differs from the name of the file. Make them the same.");
        }
        var known = new TreeSet<>(BASICS);
        for (var part : parts) {
            known.add(part.field());
            if (root.has(part.field())) {
                read(part, root, template);
            } else if (part.isRequired()) {
                root.problem(part.field(), "is missing. Every template has it.");
            }
        }
        root.onlyFields(known);
        return template;
    }

    private static <T> void read(TemplatePart<T> part, TemplateReader root, Template template) {
        template.put(part, part.read(root.at(part.field(), true), template));
    }

    private static void refuse(List<String> problems) {
        if (!problems.isEmpty()) {
            throw new IllegalStateException("The templates have problems:\n" + String.join("\n", problems));
        }
    }

    private static List<Source> resources() {
        try {
            var found = new PathMatchingResourcePatternResolver().getResources("classpath*:templates/*.json");
            var sources = new ArrayList<Source>();
            for (var resource : found) {
                sources.add(new Source("templates/" + resource.getFilename(), resource.getInputStream()));
            }
            sources.sort(Comparator.comparing(Source::file));
            return sources;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot list the templates", e);
        }
    }

    private record Source(String file, InputStream content) {}
}
