package io.highgate.gateway.route.path;

import io.highgate.gateway.http.Octets;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What stands between two separators of a template: literals with a capture between each two of
 * them. A capture takes at least one octet and as few as possible; as it ends at the first place
 * where its literal fits, a segment is matched in one pass, without trying again. Immutable.
 */
public final class Segment {

    private final byte[][] literals;
    private final boolean fold;

    /** The literals are normalised, and in lower case where {@code fold}; one more than captures. */
    Segment(List<byte[]> literals, boolean fold) {
        this.literals = literals.toArray(byte[][]::new);
        this.fold = fold;
    }

    public boolean isLiteral() {
        return literals.length == 1;
    }

    boolean isEmpty() {
        return isLiteral() && literals[0].length == 0;
    }

    int captures() {
        return literals.length - 1;
    }

    int literalLength() {
        int length = 0;
        for (byte[] literal : literals) {
            length += literal.length;
        }
        return length;
    }

    /** The segment's form; equal for equal segments, whatever their captures are called. */
    public String key() {
        StringBuilder key = new StringBuilder();
        for (byte[] literal : literals) {
            key.append(key.isEmpty() && literal == literals[0] ? "" : "{}");
            key.append(new String(literal, StandardCharsets.ISO_8859_1));
        }
        return key.toString();
    }

    /** Whether all between start and end is this; adds the captures. */
    public boolean matches(byte[] in, int start, int end, Spans spans) {
        byte[] last = literals[literals.length - 1];
        if (isLiteral()) {
            return end - start == last.length && isAt(last, in, start, end);
        }
        int tail = end - last.length;
        if (tail < start || !isAt(literals[0], in, start, tail) || !isAt(last, in, tail, end)) {
            return false;
        }
        int at = captureMiddle(in, start + literals[0].length, tail, spans);
        if (at < 0 || at >= tail) {
            return false;
        }
        spans.add(at, tail);
        return true;
    }

    /** Matches at the start, with anything behind; returns where that begins, or -1. */
    int matchesBefore(byte[] in, int start, int end, Spans spans) {
        if (!isAt(literals[0], in, start, end)) {
            return -1;
        }
        int at = captureMiddle(in, start + literals[0].length, end, spans);
        if (isLiteral() || at < 0) {
            return at;
        }
        byte[] last = literals[literals.length - 1];
        int found = find(last, in, at + 1, end);
        if (found < 0) {
            return -1;
        }
        spans.add(at, found);
        return found + last.length;
    }

    /** Matches at the end, with as little as possible before; returns where it begins, or -1. */
    int matchesBehind(byte[] in, int start, int end, Spans spans) {
        byte[] last = literals[literals.length - 1];
        int tail = end - last.length;
        if (tail < start || !isAt(last, in, tail, end)) {
            return -1;
        }
        if (isLiteral()) {
            return tail;
        }
        int begin = find(literals[0], in, start, tail);
        int at = begin < 0 ? -1 : captureMiddle(in, begin + literals[0].length, tail, spans);
        if (at < 0 || at >= tail) {
            return -1;
        }
        spans.add(at, tail);
        return begin;
    }

    /** Goes over all but the first and the last literal; returns where the last capture begins. */
    private int captureMiddle(byte[] in, int start, int end, Spans spans) {
        int at = start;
        for (int i = 1; i < literals.length - 1; i++) {
            int found = find(literals[i], in, at + 1, end);
            if (found < 0) {
                return -1;
            }
            spans.add(at, found);
            at = found + literals[i].length;
        }
        return at;
    }

    private int find(byte[] literal, byte[] in, int from, int end) {
        for (int at = from; at + literal.length <= end; at++) {
            if (isAt(literal, in, at, end)) {
                return at;
            }
        }
        return -1;
    }

    private boolean isAt(byte[] literal, byte[] in, int at, int end) {
        return at + literal.length <= end && Octets.isAt(literal, in, at, fold);
    }
}
