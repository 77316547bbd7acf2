package io.highgate.gateway.route.index;

import io.highgate.base.unit.ClockTime;
import io.highgate.model.spec.WindowSpec;
import io.highgate.model.spec.WindowSpec.Day;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A part of each day, or of some days, by the clock of a zone: what that clock shows counts, so an
 * hour that it skips never is and one that it repeats is twice. One that ends before it begins belongs
 * to the day on which it begins. Immutable.
 */
final class Window {

    private static final int DAY = 24 * 60 * 60;

    private static final List<Day> WEEK = List.of(Day.values());

    /** 1 January 1970 was a Thursday. */
    private static final int FIRST_DAY = WEEK.indexOf(Day.THU);

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("EEE HH:mm", Locale.ENGLISH);

    private final WindowSpec spec;
    private final ZoneId zone;
    private final ZoneRules rules;
    private final int from;
    private final int to;
    private final boolean[] days = new boolean[WEEK.size()];

    private Window(WindowSpec spec) {
        this.spec = spec;
        this.zone = ZoneId.of(spec.zone());
        this.rules = zone.getRules();
        this.from = ClockTime.parse(spec.from()).seconds();
        this.to = ClockTime.parse(spec.to()).seconds();
        for (int i = 0; i < days.length; i++) {
            days[i] = spec.days().isEmpty() || spec.days().contains(WEEK.get(i));
        }
    }

    /** The window of a checked spec. */
    static Window of(WindowSpec spec) {
        return new Window(spec);
    }

    boolean holds(Instant at) {
        long local = at.getEpochSecond() + rules.getOffset(at).getTotalSeconds();
        int second = (int) Math.floorMod(local, (long) DAY);
        int today = (int) Math.floorMod(Math.floorDiv(local, DAY) + FIRST_DAY, (long) days.length);
        if (from < to) {
            return days[today] && second >= from && second < to;
        }
        int yesterday = (today + days.length - 1) % days.length;
        return days[today] && second >= from || days[yesterday] && second < to;
    }

    /** What its clock shows. */
    String clock(Instant at) {
        return CLOCK.format(at.atZone(zone)) + " in " + zone;
    }

    @Override
    public String toString() {
        String on = spec.days().isEmpty()
                ? ""
                : spec.days().stream()
                        .map(day -> " " + day.name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining());
        return spec.from() + " to " + spec.to() + on + " in " + zone;
    }
}
