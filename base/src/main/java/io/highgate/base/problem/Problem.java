package io.highgate.base.problem;

/**
 * One thing that is wrong, where it is, and (in the message) what would be right. Immutable.
 *
 * @param severity how much it matters
 * @param place where it stands
 * @param message a sentence for the person who wrote the source
 */
public record Problem(Severity severity, Place place, String message) {

    /** How much a problem matters. */
    public enum Severity {
        /** The source cannot be used. */
        ERROR,
        /** The source can be used, but probably does not mean what its author thinks. */
        WARNING,
        /** The source asks for something this version does not do; it says what happens instead. */
        UNSUPPORTED
    }

    public static Problem error(Place place, String message) {
        return new Problem(Severity.ERROR, place, message);
    }

    public static Problem warning(Place place, String message) {
        return new Problem(Severity.WARNING, place, message);
    }

    public static Problem unsupported(Place place, String message) {
        return new Problem(Severity.UNSUPPORTED, place, message);
    }

    @Override
    public String toString() {
        return severity.name().toLowerCase(java.util.Locale.ROOT) + ": " + place + ": " + message;
    }
}
