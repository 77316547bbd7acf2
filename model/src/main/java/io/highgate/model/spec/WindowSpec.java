package io.highgate.model.spec;

import java.util.List;

/** A part of each day, or of some days of the week. Immutable. */
@Doc("A part of each day, or of some days of the week; one that ends before it begins goes on after midnight.")
public record WindowSpec(
        @Doc(value = "When it begins, as 08:30.", defaultsTo = "00:00")
        String from,

        @Doc(value = "When it ends; this minute is not part of it.", defaultsTo = "24:00")
        String to,

        @Doc("The days on which it begins; every day when left out.")
        List<Day> days,

        @Doc(value = "Whose clock: a name like Europe/Berlin, or an offset like +08:00.", defaultsTo = "UTC")
        String zone) {

    /** A day of the week, in the order of ISO 8601. */
    public enum Day {
        MON,
        TUE,
        WED,
        THU,
        FRI,
        SAT,
        SUN
    }
}
