package io.highgate.base.unit;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number of bytes, written {@code 8KiB}, {@code 1MiB}, {@code 2GiB} (powers of 1,024), {@code 64KB}
 * (powers of 1,000), {@code 512B} or plain {@code 512}. Immutable.
 */
public record DataSize(long bytes) {

    private static final Pattern FORM = Pattern.compile("(\\d{1,15})\\s*([KMGT]i?B|B|)", Pattern.CASE_INSENSITIVE);
    private static final String UNITS = "KMGT";

    public DataSize {
        if (bytes < 0) {
            throw new IllegalArgumentException("a size is not negative: " + bytes);
        }
    }

    public static DataSize ofKiB(long kibibytes) {
        return new DataSize(Math.multiplyExact(kibibytes, 1024));
    }

    public static DataSize ofMiB(long mebibytes) {
        return new DataSize(Math.multiplyExact(mebibytes, 1024 * 1024));
    }

    /** The size as an int, for buffers; larger sizes become {@link Integer#MAX_VALUE}. */
    public int toInt() {
        return (int) Math.min(bytes, Integer.MAX_VALUE);
    }

    /**
     * Reads the written form.
     *
     * @throws IllegalArgumentException saying what would be right
     */
    public static DataSize parse(String text) {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            throw new IllegalArgumentException("'" + text + "' is not a size; write it like 64KiB, 1MiB or 512B");
        }
        String unit = form.group(2).toUpperCase(Locale.ROOT);
        long factor = 1;
        if (unit.length() > 1) {
            long step = unit.length() == 3 ? 1024 : 1000;
            for (int i = 0; i <= UNITS.indexOf(unit.charAt(0)); i++) {
                factor *= step;
            }
        }
        try {
            return new DataSize(Math.multiplyExact(Long.parseLong(form.group(1)), factor));
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("'" + text + "' is larger than any size can be", e);
        }
    }

    @Override
    public String toString() {
        long value = bytes;
        int unit = -1;
        while (value != 0 && value % 1024 == 0 && unit < UNITS.length() - 1) {
            value /= 1024;
            unit++;
        }
        return unit < 0 ? value + "B" : value + UNITS.substring(unit, unit + 1) + "iB";
    }
}
