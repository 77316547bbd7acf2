package io.highgate.model.check;

import io.highgate.base.problem.Suggestion;
import io.highgate.base.unit.AddressRange;
import io.highgate.base.unit.ClockTime;
import io.highgate.model.spec.RouteSpec;
import io.highgate.model.spec.WindowSpec;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** Checks from where and when a route can be reached. Pure. */
final class WindowCheck {

    private WindowCheck() {}

    static void check(RouteSpec route, String at, Report report) {
        for (int i = 0; i < route.windows().size(); i++) {
            window(route.windows().get(i), at + ".windows[" + i + "]", report);
        }
        twice(route.clients(), at + ".clients", report);
        twice(route.exceptClients(), at + ".exceptClients", report);
        for (int i = 0; i < route.clients().size(); i++) {
            if (route.exceptClients().contains(route.clients().get(i))) {
                report.error(
                        at + ".clients[" + i + "]",
                        route.clients().get(i) + " is in exceptClients too; it cannot be both");
            }
        }
    }

    private static void twice(List<AddressRange> blocks, String at, Report report) {
        HashSet<AddressRange> seen = new HashSet<>();
        for (int i = 0; i < blocks.size(); i++) {
            if (!seen.add(blocks.get(i))) {
                report.warning(at + "[" + i + "]", blocks.get(i) + " is there already");
            }
        }
    }

    private static void window(WindowSpec window, String at, Report report) {
        Optional<ClockTime> from = time(window.from(), at + ".from", report);
        Optional<ClockTime> to = time(window.to(), at + ".to", report);
        if (from.isPresent() && from.get().minutes() == ClockTime.DAY) {
            report.error(at + ".from", "begins at the end of the day; write 00:00");
        } else if (to.isPresent() && to.get().minutes() == 0) {
            report.error(at + ".to", "ends where the day begins; write 24:00");
        } else if (from.isPresent() && from.equals(to)) {
            report.error(at, "begins when it ends; leave from and to out for the whole day");
        }
        if (new HashSet<>(window.days()).size() < window.days().size()) {
            report.warning(at + ".days", "names a day twice");
        }
        try {
            ZoneId.of(window.zone());
        } catch (DateTimeException e) {
            report.error(
                    at + ".zone",
                    "'" + window.zone() + "' is no time zone; write it like Europe/Berlin, UTC or +08:00"
                            + Suggestion.didYouMean(window.zone(), ZoneId.getAvailableZoneIds()));
        }
    }

    private static Optional<ClockTime> time(String text, String at, Report report) {
        try {
            return Optional.of(ClockTime.parse(text));
        } catch (IllegalArgumentException e) {
            report.error(at, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }
}
