package io.highgate.gateway.upstream;

/** Statuses from one to another, both included. Immutable. */
record StatusRange(int first, int last) {

    /** Reads {@code 200} or {@code 200-299}, which a checked configuration has. */
    static StatusRange parse(String text) {
        int dash = text.indexOf('-');
        if (dash < 0) {
            int only = Integer.parseInt(text.strip());
            return new StatusRange(only, only);
        }
        return new StatusRange(
                Integer.parseInt(text.substring(0, dash).strip()),
                Integer.parseInt(text.substring(dash + 1).strip()));
    }

    boolean contains(int status) {
        return status >= first && status <= last;
    }

    @Override
    public String toString() {
        return first == last ? Integer.toString(first) : first + " to " + last;
    }
}
