package co.kendev.spaces.onboarding;

/**
 * One field of a template, and what is built from it. A feature that wants to be part of onboarding adds a bean of this type: the
 * loader then reads its field, and the workflow builds it in its stage, without either being changed. Parts are read and built in
 * the order of their stages, inside a stage by {@code @Order}, and taken back the other way round.
 *
 * @param <T> the validated content of the field
 */
public interface TemplatePart<T> {
    /** The JSON field this part owns. */
    String field();

    /** The stage in which it is built. */
    Stage stage();

    /** Whether every template must have the field. */
    default boolean isRequired() {
        return true;
    }

    /** Reads and checks the field; what is wrong is reported to the reader, so that all of it is found at once. */
    T read(TemplateReader field, Template soFar);

    /** Builds it in the transaction that is open, which is committed once, together with the step. */
    void build(Site site, T content);

    /** Takes it back in the transaction that is open; may be asked twice, or for something never built. */
    default void undo(Site site) {}

    /** What was built, in a few words for the progress card; empty for nothing worth saying. */
    default String note(Site site, T content) {
        return "";
    }
}
