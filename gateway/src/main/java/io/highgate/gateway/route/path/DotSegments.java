package io.highgate.gateway.route.path;

/** Resolves {@code //}, {@code .} and {@code ..} in a path, in place. Pure. */
public final class DotSegments {

    /** The path leads above the root. */
    static final int ABOVE_ROOT = -1;

    /** A segment is a dot segment for servers that cut path parameters or decode slashes first. */
    static final int DISGUISED = -2;

    private DotSegments() {}

    /** Resolves the path between start and end; returns its new end or what is wrong (negative). */
    static int resolve(byte[] path, int start, int end) {
        int out = start;
        int at = start + 1;
        while (at <= end) {
            int stop = indexOf(path, '/', at, end);
            boolean last = stop == end;
            if (isDots(path, at, stop)) {
                if (stop - at == 2) {
                    if (out == start) {
                        return ABOVE_ROOT;
                    }
                    out = parent(path, out);
                }
                if (last) {
                    path[out++] = '/';
                }
            } else if (isDisguised(path, at, stop)) {
                return DISGUISED;
            } else if (stop > at || last) {
                path[out++] = '/';
                System.arraycopy(path, at, path, out, stop - at);
                out += stop - at;
            }
            at = stop + 1;
        }
        return out;
    }

    /** Whether a segment between start and end is {@code .} or {@code ..}, plainly or in disguise. */
    public static boolean anyIn(byte[] path, int start, int end) {
        for (int at = start; at <= end; ) {
            int stop = indexOf(path, '/', at, end);
            if (isDots(path, at, stop) || isDisguised(path, at, stop)) {
                return true;
            }
            at = stop + 1;
        }
        return false;
    }

    private static int parent(byte[] path, int out) {
        int at = out - 1;
        while (path[at] != '/') {
            at--;
        }
        return at;
    }

    private static boolean isDots(byte[] path, int start, int end) {
        int length = end - start;
        return (length == 1 || length == 2) && path[start] == '.' && path[end - 1] == '.';
    }

    private static boolean isDisguised(byte[] path, int start, int end) {
        for (int at = start; at <= end; ) {
            int stop = at;
            while (stop < end && !isEncodedSlash(path, stop, end)) {
                stop++;
            }
            if (isDots(path, at, indexOf(path, ';', at, stop))) {
                return true;
            }
            at = stop + 3;
        }
        return false;
    }

    private static boolean isEncodedSlash(byte[] path, int at, int end) {
        if (path[at] != '%') {
            return false;
        }
        int octet = Escape.octet(path, at, end);
        return octet == '/' || octet == '\\';
    }

    private static int indexOf(byte[] path, char octet, int from, int end) {
        int at = from;
        while (at < end && path[at] != octet) {
            at++;
        }
        return at;
    }
}
