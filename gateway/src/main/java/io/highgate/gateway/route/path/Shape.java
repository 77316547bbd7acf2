package io.highgate.gateway.route.path;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A template for a path (behind its first slash) or a query, cut at its separators: segments, then
 * maybe a rest over any number of them, then segments again. What follows the rest has a fixed
 * number of separators, so it is found from the end, and matching stays linear. Immutable.
 *
 * @param separator '/' in a path, '&amp;' in a query
 */
public record Shape(
        byte separator, List<Segment> before, @Nullable Rest rest, List<Segment> after) {

    /**
     * The rest and what shares its first and its last segment.
     *
     * @param mayBeMissing whether there may be no segment at all: {@code /a/{*x}} matches /a
     */
    record Rest(Segment opening, Segment closing, boolean mayBeEmpty, boolean mayBeMissing) {}

    /** Whether all between start and end is this; adds the captures. */
    public boolean matches(byte[] in, int start, int end, Spans spans) {
        int at = segments(before, in, start, end, spans);
        return at >= 0 && (rest == null ? at > end : matchesRest(in, at, end, spans));
    }

    /** Whether what follows the segments before is the rest and what comes after it. */
    public boolean matchesRest(byte[] in, int at, int end, Spans spans) {
        Rest here = rest;
        if (here == null) {
            return false;
        }
        int least = here.mayBeMissing() ? at - 1 : at;
        int stop = beforeLast(after.size(), in, least, end);
        if (stop < least) {
            return false;
        }
        // A path that has ended, or goes on with what comes after the rest: at points behind a
        // separator that is not there, or that belongs to what comes after.
        if (stop < at) {
            spans.add(Math.min(at, end), Math.min(at, end));
            return isMatched(in, stop, end, spans);
        }
        int from = here.opening().matchesBefore(in, at, indexOf(in, at, stop), spans);
        if (from < 0) {
            return false;
        }
        int slot = spans.count();
        spans.add(from, from);
        int soonest = here.mayBeEmpty() ? from : from + 1;
        int to = here.closing().matchesBehind(in, Math.max(soonest, lastSegment(in, from, stop)), stop, spans);
        if (to < 0) {
            return false;
        }
        spans.set(slot, from, to);
        return isMatched(in, stop, end, spans);
    }

    private boolean isMatched(byte[] in, int stop, int end, Spans spans) {
        return after.isEmpty() || segments(after, in, stop + 1, end, spans) > end;
    }

    /** Matches the segments one by one; returns where the next one begins, or -1. */
    private int segments(List<Segment> segments, byte[] in, int start, int end, Spans spans) {
        int at = start;
        for (int i = 0; i < segments.size(); i++) {
            int stop = at > end ? -1 : indexOf(in, at, end);
            if (stop < 0 || !segments.get(i).matches(in, at, stop, spans)) {
                return -1;
            }
            at = stop + 1;
        }
        return at;
    }

    /** Where the part before the last {@code count} segments ends; below {@code least} if there are fewer. */
    private int beforeLast(int count, byte[] in, int least, int end) {
        int at = end;
        for (int left = count; left > 0 && at >= least; left--) {
            do {
                at--;
            } while (at >= least && in[at] != separator);
        }
        return at;
    }

    private int indexOf(byte[] in, int from, int end) {
        int at = from;
        while (at < end && in[at] != separator) {
            at++;
        }
        return at;
    }

    private int lastSegment(byte[] in, int from, int end) {
        int at = end;
        while (at > from && in[at - 1] != separator) {
            at--;
        }
        return at;
    }
}
