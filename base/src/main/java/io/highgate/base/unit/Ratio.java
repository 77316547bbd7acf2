package io.highgate.base.unit;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A share of a whole, written {@code 20%} or {@code 0.2}; in hundredths of a percent, none to all. Immutable. */
public record Ratio(int basisPoints) {

    /** All of it. */
    public static final int WHOLE = 10_000;

    private static final Pattern FORM = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,4})?)\\s*(%?)");

    public Ratio {
        if (basisPoints < 0 || basisPoints > WHOLE) {
            throw new IllegalArgumentException("a share lies between 0% and 100%");
        }
    }

    public static Ratio percent(int percent) {
        return new Ratio(percent * 100);
    }

    /** The nearest to a number from 0 to 1, but never nothing of something. */
    public static Ratio ofShare(double share) {
        int nearest = (int) Math.round(share * WHOLE);
        return new Ratio(nearest == 0 && share > 0 ? 1 : nearest);
    }

    /**
     * Reads the written form.
     *
     * @throws IllegalArgumentException saying what would be right
     */
    public static Ratio parse(String text) {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            throw new IllegalArgumentException("'" + text + "' is not a share; write it like 20% or 0.2");
        }
        BigDecimal value =
                new BigDecimal(form.group(1)).movePointRight(form.group(2).isEmpty() ? 4 : 2);
        if (value.compareTo(BigDecimal.valueOf(WHOLE)) > 0) {
            throw new IllegalArgumentException(
                    "'" + text + "' is more than all; write it like 20% or 0.2" + maybePercent(form));
        }
        try {
            return new Ratio(value.intValueExact());
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("'" + text + "' is finer than hundredths of a percent", e);
        }
    }

    private static String maybePercent(Matcher form) {
        return form.group(2).isEmpty() ? "; did you mean " + form.group(1) + "%?" : "";
    }

    /** As a number from 0 to 1. */
    public double share() {
        return basisPoints / (double) WHOLE;
    }

    @Override
    public String toString() {
        return BigDecimal.valueOf(basisPoints, 2).stripTrailingZeros().toPlainString() + "%";
    }
}
