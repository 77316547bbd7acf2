package io.highgate.base.unit;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A time on the clock, in minutes since midnight, written {@code 22:00}; {@code 24:00} is the end of a day. Immutable. */
public record ClockTime(int minutes) {

    /** The end of a day. */
    public static final int DAY = 24 * 60;

    private static final Pattern FORM = Pattern.compile("(\\d{1,2}):(\\d{2})");

    public ClockTime {
        if (minutes < 0 || minutes > DAY) {
            throw new IllegalArgumentException("a time lies between 00:00 and 24:00");
        }
    }

    /**
     * Reads the written form.
     *
     * @throws IllegalArgumentException saying what would be right
     */
    public static ClockTime parse(String text) {
        Matcher form = FORM.matcher(text.strip());
        int hours = form.matches() ? Integer.parseInt(form.group(1)) : DAY;
        int minutes = form.matches() ? Integer.parseInt(form.group(2)) : 0;
        if (minutes > 59 || hours * 60 + minutes > DAY) {
            throw new IllegalArgumentException("'" + text + "' is no time of day; write it like 08:30, up to 24:00");
        }
        return new ClockTime(hours * 60 + minutes);
    }

    /** Seconds since midnight. */
    public int seconds() {
        return minutes * 60;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%02d:%02d", minutes / 60, minutes % 60);
    }
}
