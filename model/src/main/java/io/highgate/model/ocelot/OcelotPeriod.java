package io.highgate.model.ocelot;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How Ocelot writes a length of time. Stateless. */
public final class OcelotPeriod {

    /** Ocelot 20 reads a whole number and the letter behind it. */
    private static final Pattern FORM_20 = Pattern.compile("([0-9]{1,9})([smhd]).*");

    /** Ocelot 25 knows milliseconds and fractions; without a unit they are milliseconds. */
    private static final Pattern FORM_25 = Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,9})?)(ms|s|m|h|d)?");

    private static final Duration LONGEST = Duration.ofDays(3_650);

    private OcelotPeriod() {}

    /** The time, longer than 0, ten years at most; null if it is not written so. */
    public static @Nullable Duration parse(String text, Compat compat) {
        Matcher form = (compat.is25() ? FORM_25 : FORM_20).matcher(text.strip());
        if (!form.matches()) {
            return null;
        }
        String unit = form.group(2);
        long millis = switch (unit == null ? "ms" : unit) {
            case "ms" -> 1;
            case "s" -> 1_000;
            case "m" -> 60_000;
            case "h" -> 3_600_000;
            default -> 86_400_000;
        };
        return between(new BigDecimal(form.group(1)).multiply(BigDecimal.valueOf(millis)));
    }

    /** So many seconds, with the same bounds. */
    public static @Nullable Duration seconds(double seconds) {
        return Double.isFinite(seconds) ? between(BigDecimal.valueOf(seconds).movePointRight(3)) : null;
    }

    private static @Nullable Duration between(BigDecimal millis) {
        boolean usable =
                millis.compareTo(BigDecimal.ONE) >= 0 && millis.compareTo(BigDecimal.valueOf(LONGEST.toMillis())) <= 0;
        return usable ? Duration.ofMillis(millis.longValue()) : null;
    }
}
