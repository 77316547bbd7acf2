package io.highgate.traffic.settings;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects everything a record of settings has to say against its values and refuses them together,
 * so that nobody repairs one mistake only to meet the next. Confined to one thread.
 */
public final class Demands {

    /** Longer than any policy waits, and short enough that sums of such times never overflow. */
    public static final Duration LONGEST = Duration.ofDays(1);

    private final String subject;
    private final List<String> unmet = new ArrayList<>();

    private Demands(String subject) {
        this.subject = subject;
    }

    /** Demands on the settings of this name. */
    public static Demands on(String subject) {
        return new Demands(subject);
    }

    /** Above zero and at most {@link #LONGEST}. */
    public Demands positive(String name, Duration value) {
        boolean met = !value.isNegative() && !value.isZero() && value.compareTo(LONGEST) <= 0;
        return that(met, name + " must be above 0 and at most " + LONGEST + ", not " + value);
    }

    /** From zero, where zero means "off", to {@link #LONGEST}. */
    public Demands zeroOrMore(String name, Duration value) {
        boolean met = !value.isNegative() && value.compareTo(LONGEST) <= 0;
        return that(met, name + " must be at least 0 and at most " + LONGEST + ", not " + value);
    }

    /** A whole number between two others, both included. */
    public Demands between(String name, long value, long least, long most) {
        return that(
                value >= least && value <= most,
                name + " must be between " + least + " and " + most + ", not " + value);
    }

    /** A number between two others, both included; never NaN. */
    public Demands between(String name, double value, double least, double most) {
        return that(
                value >= least && value <= most,
                name + " must be between " + least + " and " + most + ", not " + value);
    }

    /** Above 0 and at most 1; never NaN. */
    public Demands share(String name, double value) {
        return that(value > 0 && value <= 1, name + " must be above 0 and at most 1, not " + value);
    }

    /** Anything else; the sentence says what would be right. */
    public Demands that(boolean met, String sentence) {
        if (!met) {
            unmet.add(sentence);
        }
        return this;
    }

    /** Refuses the settings when anything was unmet, naming all of it. */
    public void settle() {
        if (!unmet.isEmpty()) {
            throw new IllegalArgumentException(subject + ": " + String.join("; ", unmet));
        }
    }
}
