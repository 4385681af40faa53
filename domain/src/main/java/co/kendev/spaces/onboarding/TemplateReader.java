package co.kendev.spaces.onboarding;

import co.kendev.spaces.identity.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** Reads a place in a template and collects everything that is wrong, with its file, its path and what to do. */
public final class TemplateReader {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-zA-Z]+)}");
    private static final Set<String> PLACEHOLDERS = Set.of("business", "owner", "slug");

    private final String file;
    private final String path;
    private final JsonNode node;
    private final List<String> problems;

    TemplateReader(String file, JsonNode root, List<String> problems) {
        this(file, "", root, problems);
    }

    private TemplateReader(String file, String path, JsonNode node, List<String> problems) {
        this.file = file;
        this.path = path;
        this.node = node;
        this.problems = problems;
    }

    /** Reports something wrong at a field of this place; an empty field means the place itself. */
    public void problem(String field, String whatToDo) {
        problems.add(file + ", " + at(field) + ": " + whatToDo);
    }

    /** A text of 1 to max characters, which may name {business}, {owner} and {slug}. */
    public String text(String field, int max) {
        var value = node.path(field);
        if (!value.isString()) {
            problem(field, value.isMissingNode() ? "is missing. Add a text." : "is no text. Put it in quotes.");
            return "";
        }
        var text = value.stringValue();
        if (text.isBlank() || text.length() > max) {
            problem(field, "has " + text.length() + " characters. Write 1 to " + max + ".");
        }
        if (text.codePoints().anyMatch(point -> point != '\n' && Names.deceives(point))) {
            problem(field, "has invisible or direction-changing characters. Remove them.");
        }
        PLACEHOLDER
                .matcher(text)
                .results()
                .map(match -> match.group(1))
                .filter(name -> !PLACEHOLDERS.contains(name))
                .forEach(name -> problem(
                        field, "names {" + name + "}, which nobody fills in. Use {business}, {owner} or {slug}."));
        return text;
    }

    /** A text of the shape of the pattern. */
    public String text(String field, Pattern shape, String example) {
        var text = text(field, 250);
        if (!text.isEmpty() && !shape.matcher(text).matches()) {
            problem(field, "is “" + text + "”. Write it like " + example + ".");
        }
        return text;
    }

    /** One of the values of an enumeration; the fallback after a problem. */
    public <E extends Enum<E>> E choice(
            String field, Class<E> type, Function<String, Optional<E>> of, Function<E, String> word) {
        var values = type.getEnumConstants();
        var given = node.path(field).isString() ? node.path(field).stringValue() : "";
        return of.apply(given).orElseGet(() -> {
            problem(
                    field,
                    "is “" + given + "”. Use one of "
                            + java.util.Arrays.stream(values).map(word).collect(Collectors.joining(", ")) + ".");
            return values[0];
        });
    }

    /** A whole number in a range. */
    public int number(String field, int min, int max) {
        var value = node.path(field);
        if (!value.isIntegralNumber() || value.intValue() < min || value.intValue() > max) {
            problem(field, "is no whole number from " + min + " to " + max + ".");
            return min;
        }
        return value.intValue();
    }

    /** A flag; a missing one is false. */
    public boolean flag(String field) {
        var value = node.path(field);
        if (!value.isMissingNode() && !value.isBoolean()) {
            problem(field, "is neither true nor false.");
        }
        return value.isBoolean() && value.booleanValue();
    }

    /** The place below a field. */
    public TemplateReader object(String field) {
        if (!node.path(field).isObject()) {
            problem(field, "is missing. Add an object.");
        }
        return child(field, node.path(field));
    }

    /** The elements of the list at this place. */
    public List<TemplateReader> elements(int min, int max) {
        return elements("", node, min, max);
    }

    /** The elements of the list at a field. */
    public List<TemplateReader> elements(String field, int min, int max) {
        return elements(field, node.path(field), min, max);
    }

    /** The texts in the list at a field. */
    public List<String> texts(String field) {
        var texts = new ArrayList<String>();
        for (var element : elements(field, 0, 100)) {
            if (element.node.isString()) {
                texts.add(element.node.stringValue());
            } else {
                element.problem("", "is no text. Put it in quotes.");
            }
        }
        return texts;
    }

    /** The names of the fields at this place. */
    public Set<String> fields() {
        return new TreeSet<>(node.propertyNames());
    }

    /** Reports every field that is not one of the known ones: it is misspelt, or its feature is absent. */
    public void onlyFields(Set<String> known) {
        for (var field : fields()) {
            if (!known.contains(field)) {
                problem(field, "is not known. Known are " + String.join(", ", new TreeSet<>(known)) + ".");
            }
        }
    }

    boolean has(String field) {
        return node.has(field);
    }

    TemplateReader at(String field, boolean present) {
        return child(field, present ? node.path(field) : MissingNode.getInstance());
    }

    private List<TemplateReader> elements(String field, JsonNode list, int min, int max) {
        if (!list.isArray() || list.size() < min || list.size() > max) {
            problem(field, "is no list of " + min + " to " + max + " elements.");
            return List.of();
        }
        var elements = new ArrayList<TemplateReader>();
        for (int i = 0; i < list.size(); i++) {
            elements.add(new TemplateReader(file, at(field) + "[" + i + "]", list.get(i), problems));
        }
        return elements;
    }

    private TemplateReader child(String field, @Nullable JsonNode value) {
        return new TemplateReader(file, at(field), value == null ? MissingNode.getInstance() : value, problems);
    }

    private String at(String field) {
        return path.isEmpty() ? field : field.isEmpty() ? path : path + "." + field;
    }
}
