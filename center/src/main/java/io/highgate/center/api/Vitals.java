package io.highgate.center.api;

import io.highgate.center.Center;
import io.highgate.center.api.health.Check;
import io.highgate.center.api.health.Checkup;
import io.highgate.center.api.serve.CenterServer;
import io.highgate.center.audit.Journal;
import io.highgate.store.all.StoreFigure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** How a center is, in checks and numbers. Thread-safe. */
final class Vitals {

    /** Of the memory that there may be; beyond, collecting garbage is most of what is done. */
    private static final double MOST_HEAP = 0.95;

    private final Center center;
    private final Journal journal;
    private final Supplier<CenterServer> server;

    Vitals(Center center, Journal journal, Supplier<CenterServer> server) {
        this.center = center;
        this.journal = journal;
        this.server = server;
    }

    Checkup checkup(List<Check> others, CenterMeans.Around around) {
        List<Check> checks = new ArrayList<>(others);
        checks.add(new Check("memory", false, Vitals::memory));
        checks.add(new Check("registry", true, this::registry));
        return new Checkup(checks, around.blocking(), around.ticker());
    }

    private static boolean memory() {
        Runtime process = Runtime.getRuntime();
        if (heap(process) > MOST_HEAP * process.maxMemory()) {
            throw new IllegalStateException("the heap is full");
        }
        return true;
    }

    private static long heap(Runtime process) {
        return process.totalMemory() - process.freeMemory();
    }

    private boolean registry() {
        if (center.registry().view().position() == null) {
            throw new IllegalStateException("the registry has not been read yet");
        }
        return true;
    }

    /** Whether requests should come: the registry is known, and the center does not stop. */
    boolean isReady() {
        return center.registry().view().position() != null && !server.get().isDraining();
    }

    Map<String, Object> metrics() {
        Runtime process = Runtime.getRuntime();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("instances", center.registry().view().size());
        json.put("cells", center.registry().view().cells().size());
        json.put("streams", server.get().streams());
        json.put("requests", server.get().requests());
        json.put("heapBytes", heap(process));
        json.put("heapMostBytes", process.maxMemory());
        return json;
    }

    List<StoreFigure> figures(List<StoreFigure> stores) {
        List<StoreFigure> all = new ArrayList<>(stores);
        int instances = center.registry().view().size();
        all.add(gauge("instances", "Instances that are listed.", instances));
        all.add(gauge(
                "cells",
                "Cells that have an instance.",
                center.registry().view().cells().size()));
        all.add(gauge("streams", "Streams under way.", server.get().streams()));
        all.add(gauge("requests", "Requests under way.", server.get().requests()));
        all.add(gauge("duties", "Duties that this center does.", center.duties().held()));
        all.add(gauge(
                "freezes",
                "Reasons why nobody is taken out now.",
                center.warden().freezes().size()));
        all.add(gauge("audit_waiting", "Audit entries that wait for their store.", journal.waiting()));
        all.add(counter("audit_unkept", "Audit entries that stand in the log only.", journal.dropped()));
        all.add(counter(
                "readers_cut_off", "Streams that were cut off.", center.feed().cutOff()));
        all.add(counter("evicted", "Instances taken out.", center.warden().evicted()));
        all.add(counter("probes", "Probes begun.", center.patrol().probes()));
        all.add(counter("probes_failed", "Probes that failed.", center.patrol().failures()));
        return all;
    }

    private static StoreFigure gauge(String name, String help, double value) {
        return StoreFigure.gauge("highgate_center_" + name, help, value);
    }

    private static StoreFigure counter(String name, String help, double value) {
        return StoreFigure.counter("highgate_center_" + name, help, value);
    }
}
