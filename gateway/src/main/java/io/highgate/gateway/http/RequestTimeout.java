package io.highgate.gateway.http;

import java.util.concurrent.TimeUnit;

/**
 * How long the sender of a request waits for all of the answer, in a field of the request: a number with
 * at most three decimals, and a unit: {@code ms}, {@code s} or {@code m}; seconds without one. Pure.
 */
public final class RequestTimeout {

    /** What {@link #read} returns for a time-out that cannot be read. */
    public static final long MALFORMED = -2;

    /** What {@link #read} returns if none is given. */
    public static final long ABSENT = -1;

    private static final int LONGEST = 12;

    /** Longer is as good as for ever. */
    private static final double MOST = TimeUnit.DAYS.toNanos(365);

    private RequestTimeout() {}

    /** The time in nanoseconds; {@link #ABSENT} or {@link #MALFORMED}. */
    public static long read(Headers request, HeaderName name) {
        int field = request.find(name);
        if (field < 0) {
            return ABSENT;
        }
        boolean once = request.find(name, field + 1) < 0;
        return once ? parse(request.value(field).strip()) : MALFORMED;
    }

    private static long parse(String text) {
        int digits = 0;
        while (digits < text.length() && isOfNumber(text.charAt(digits))) {
            digits++;
        }
        long unit = unit(text.substring(digits));
        if (unit == 0 || digits == 0 || digits > LONGEST) {
            return MALFORMED;
        }
        String number = text.substring(0, digits);
        int point = number.indexOf('.');
        boolean plain = point < 0 || point > 0 && point == number.lastIndexOf('.') && point >= digits - 4;
        if (!plain || point == digits - 1) {
            return MALFORMED;
        }
        double nanos = Double.parseDouble(number) * unit;
        return nanos < 1 ? MALFORMED : (long) Math.min(nanos, MOST);
    }

    private static boolean isOfNumber(char c) {
        return c >= '0' && c <= '9' || c == '.';
    }

    private static long unit(String text) {
        return switch (text) {
            case "ms" -> TimeUnit.MILLISECONDS.toNanos(1);
            case "s", "" -> TimeUnit.SECONDS.toNanos(1);
            case "m" -> TimeUnit.MINUTES.toNanos(1);
            default -> 0;
        };
    }

    /** The time as it is handed on, in milliseconds, rounded up so that it is never nothing. */
    public static String write(long nanos) {
        return Math.max(1, (nanos + 999_999) / 1_000_000) + "ms";
    }
}
