package io.highgate.bench.center;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The results as a page of Markdown. One thread. */
final class Report {

    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration HALF_OF_CHANGES = Duration.ofMillis(100);
    private static final Duration CHANGES = Duration.ofMillis(500);
    private static final Duration CRASH = Duration.ofMillis(50);
    private static final Duration HANG = Duration.ofSeconds(1);
    private static final double CORE = 30;
    private static final int DELTA = 1_024;

    private final List<String> lines = new ArrayList<>();

    /** With what a reader has to know to judge the figures. */
    Report(List<String> about) {
        lines.add("# How much one center carries");
        lines.add("");
        about.forEach(it -> lines.add("- " + it));
        lines.add("");
        lines.add(
                "CPU is user and system time of the process from /proc, in percent of one core, while nothing changes;");
        lines.add("durations are in milliseconds. What is simulated runs on the same two cores.");
    }

    void add(Trial.Found found) {
        lines.add("");
        lines.add("## " + (found.redis() ? "With Redis" : "By itself"));
        lines.add("");
        lines.add("| beat/lease | CPU % | Redis' CPU % | RSS MiB | beats/s | probes/s | leases lost | beats failed"
                + " | octets/s of each stream |");
        lines.add("|---|---:|---:|---:|---:|---:|---:|---:|---:|");
        lines.add(found.patient().row());
        lines.add(found.usual().row());
        lines.add("");
        lines.add("All instances were registered after " + found.registered().toMillis()
                + " ms, all streams knew them after " + found.opened().toMillis() + " ms more.");
        durations(found);
        lines.add("");
        Breaks breaks = found.breaks();
        lines.add("The longest message of one change has " + found.changes().octets() + " octets. Of " + breaks.asked()
                + " GETs while instances were killed and stopped " + breaks.failed() + " failed.");
        goals(found);
    }

    private void durations(Trial.Found found) {
        Breaks breaks = found.breaks();
        lines.add("");
        lines.add("| what | p50 | p99 | longest | measured |");
        lines.add("|---|---:|---:|---:|---:|");
        row("an instance comes or goes, until a stream says so", found.changes().each());
        row("the same, until the last of 50 streams says so", found.changes().last());
        row("a new cell's registration, until the gateway answers its first request", found.firsts());
        row("killed under load, until the gateway leaves it out", breaks.crashedOut);
        row("the longest GET around it", breaks.slowestCrashed);
        row("stopped under load, until the gateway leaves it out", breaks.hungOut);
        row("the same, until the last of 50 streams says that it is down", breaks.hungDown);
        row("the longest GET around it (a try may take 500 ms)", breaks.slowestHung);
        row("stopped and reported, until the last of 50 streams says that it is down", breaks.reportedDown);
    }

    private void row(String what, Spread spread) {
        lines.add("| " + what + " | " + spread.row() + " |");
    }

    private void goals(Trial.Found found) {
        lines.add("");
        lines.add("| goal | measured | at most | |");
        lines.add("|---|---:|---:|---|");
        goal("CPU % of one core, beats each 15 s", found.patient().cpu(), CORE);
        goal("leases lost, both", found.patient().lost() + found.usual().lost(), 0);
        goal("registration to first request, p99", found.firsts(), 0.99, FIRST);
        goal("a change on 50 streams, p50", found.changes().last(), 0.5, HALF_OF_CHANGES);
        goal("a change on 50 streams, p99", found.changes().last(), 0.99, CHANGES);
        goal("killed and left out, p99", found.breaks().crashedOut, 0.99, CRASH);
        goal("reported and down, p99", found.breaks().reportedDown, 0.99, HANG);
        goal("failed GETs", found.breaks().failed(), 0);
        goal("octets of one change", found.changes().octets(), DELTA);
    }

    private void goal(String what, Spread spread, double share, Duration most) {
        if (spread.count() > 0) {
            goal(what + ", ms", spread.quantile(share).toNanos() / 1e6, most.toMillis());
        }
    }

    private void goal(String what, double measured, double most) {
        lines.add(String.format(
                Locale.ROOT, "| %s | %.1f | %.0f | %s |", what, measured, most, measured <= most ? "met" : "missed"));
    }

    String text() {
        return String.join("\n", lines) + "\n";
    }
}
