package io.highgate.center.red;

import io.highgate.wire.json.Fields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What somebody tells at once of requests and spans. Immutable. */
public record Report(List<Tally> tallies, List<Span> spans) {

    private static final int MOST = 1_000;
    private static final int MOST_NAME = 256;

    public Report {
        tallies = List.copyOf(tallies);
        spans = List.copyOf(spans);
    }

    /** One request, by its span. */
    public static Report of(Span span) {
        return new Report(List.of(Tally.of(span)), List.of(span));
    }

    /** Reads {@code cells} and {@code spans}; whatever is wrong is noted there, and then it must not be used. */
    public static Report read(Fields fields, long now) {
        List<Tally> tallies = new ArrayList<>();
        bounded(fields, "cells").forEach(it -> tallies.add(Reading.tally(it)));
        String gateway = Reading.brief(fields, "gateway", MOST_NAME);
        List<Span> spans = new ArrayList<>();
        bounded(fields, "spans").forEach(it -> spans.add(Reading.span(it, now, gateway)));
        return new Report(tallies, spans);
    }

    private static List<Fields> bounded(Fields fields, String name) {
        List<Fields> all = fields.objects(name);
        if (all.size() > MOST) {
            fields.wrong(name, "are " + all.size() + ", more than " + MOST);
            return List.of();
        }
        return all;
    }

    /** As {@link #read} takes it, from this center. */
    Map<String, Object> json(String center, String id) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("center", center);
        if (!id.isEmpty()) {
            json.put("id", id);
        }
        json.put("cells", tallies.stream().map(Report::json).toList());
        json.put("spans", spans.stream().map(Report::json).toList());
        return json;
    }

    private static Map<String, Object> json(Tally tally) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("cell", tally.cell());
        if (!tally.route().isEmpty()) {
            json.put("route", tally.route());
        }
        json.put("total", tally.total());
        json.put("failed", tally.failed());
        json.put("status", tally.answers().json());
        json.put("sum", (long) tally.sum());
        json.put("durations", Durations.text(tally.durations()));
        return json;
    }

    private static Map<String, Object> json(Span span) {
        Map<String, Object> json = span.whole();
        json.put("trace_id", span.traceId());
        return json;
    }
}
