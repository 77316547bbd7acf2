package io.highgate.gateway.count;

/**
 * What the WebSockets of one route have carried. Thread-safe in the manner of {@link LoopCounters}.
 */
public final class SocketCounters {

    /** What is counted; "in" comes from clients, "out" from endpoints. */
    public enum What {
        OPENED(0),
        ENDED(1),
        MESSAGES_IN(2),
        MESSAGES_OUT(3),
        BYTES_IN(4),
        BYTES_OUT(5);

        private final int place;

        What(int place) {
            this.place = place;
        }
    }

    private static final int COUNTED = What.values().length;

    /** The codes that have a meaning of their own (RFC 6455 section 7.4), and where the others go. */
    private static final int CODES = 16;

    private static final int FIRST_CODE = 1000;
    private static final int[] RANGES = {3000, 4000, 5000};

    private final LoopCounters counters;

    public SocketCounters(int loops) {
        counters = new LoopCounters(loops, COUNTED + CODES + RANGES.length + 1);
    }

    /** Adds, on the loop's own thread. */
    public void add(int loop, What what, long amount) {
        counters.add(loop, what.place, amount);
    }

    /** Counts how one ended; 0 stands for no close frame at all. */
    public void closed(int loop, int code) {
        counters.add(loop, COUNTED + place(code), 1);
    }

    public long sum(What what) {
        return counters.sum(what.place);
    }

    /** How many ended in the way of that place, below {@link #places}. */
    public long closed(int place) {
        return counters.sum(COUNTED + place);
    }

    /** How many ways of ending are told apart. */
    public static int places() {
        return CODES + RANGES.length + 1;
    }

    /** The name of a way: a code, a range of codes, "other" or "none". */
    public static String label(int place) {
        if (place < CODES) {
            return Integer.toString(FIRST_CODE + place);
        }
        return switch (place - CODES) {
            case 0 -> "none";
            case 1 -> "3xxx";
            case 2 -> "4xxx";
            default -> "other";
        };
    }

    private static int place(int code) {
        if (code >= FIRST_CODE && code < FIRST_CODE + CODES) {
            return code - FIRST_CODE;
        }
        if (code == 0) {
            return CODES;
        }
        if (code >= RANGES[0] && code < RANGES[2]) {
            return CODES + (code < RANGES[1] ? 1 : 2);
        }
        return CODES + RANGES.length;
    }
}
