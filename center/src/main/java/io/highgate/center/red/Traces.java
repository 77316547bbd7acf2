package io.highgate.center.red;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Spans by trace for an hour from a trace's first. The oldest traces go first when there are too many, of
 * them or of spans; a trace that is too long loses its last spans. Confined to whoever holds {@link Red}.
 */
final class Traces {

    private static final int MOST_TRACES = 20_000;
    private static final int MOST_OF_ONE = 200;

    /** Of all traces: ten each. Without it 20,000 long ones would need more than a gigabyte. */
    private static final int MOST_SPANS = 200_000;

    private static final long MINUTES = 60;

    private final Map<String, Trace> all = new LinkedHashMap<>();
    private int spans;

    private record Trace(long minute, List<Span> spans) {}

    void add(Span span, long minute) {
        forget(minute);
        Trace trace = all.computeIfAbsent(span.traceId(), it -> new Trace(minute, new ArrayList<>(2)));
        if (trace.spans().size() < MOST_OF_ONE) {
            trace.spans().add(span);
            spans++;
        }
        Iterator<Trace> oldest = all.values().iterator();
        while (all.size() > MOST_TRACES || spans > MOST_SPANS) {
            spans -= oldest.next().spans().size();
            oldest.remove();
        }
    }

    /** None if the trace is not known. */
    List<Span> of(String traceId, long minute) {
        forget(minute);
        Trace trace = all.get(traceId);
        return trace == null ? List.of() : List.copyOf(trace.spans());
    }

    private void forget(long minute) {
        Iterator<Trace> oldest = all.values().iterator();
        while (oldest.hasNext()) {
            Trace trace = oldest.next();
            if (trace.minute() > minute - MINUTES) {
                return;
            }
            spans -= trace.spans().size();
            oldest.remove();
        }
    }
}
