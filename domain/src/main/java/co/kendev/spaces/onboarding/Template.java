package co.kendev.spaces.onboarding;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A kind of business, ready to be built: who it is for, and one content per {@link TemplatePart}. */
public final class Template {
    private final String slug;
    private final int version;
    private final String name;
    private final String sector;
    private final String tagline;
    private final String description;
    private final Map<TemplatePart<?>, Object> contents = new HashMap<>();

    Template(String slug, int version, String name, String sector, String tagline, String description) {
        this.slug = slug;
        this.version = version;
        this.name = name;
        this.sector = sector;
        this.tagline = tagline;
        this.description = description;
    }

    public String slug() {
        return slug;
    }

    public int version() {
        return version;
    }

    public String name() {
        return name;
    }

    /** The kind of business, in a few words. */
    public String sector() {
        return sector;
    }

    public String tagline() {
        return tagline;
    }

    public String description() {
        return description;
    }

    /** The content of a part, if the template has it. */
    @SuppressWarnings("unchecked") // put() pairs each part with its own content
    public <T> Optional<T> get(TemplatePart<T> part) {
        return Optional.ofNullable((T) contents.get(part));
    }

    <T> void put(TemplatePart<T> part, T content) {
        contents.put(part, java.util.Objects.requireNonNull(content));
    }
}
