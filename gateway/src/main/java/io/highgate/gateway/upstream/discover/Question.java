package io.highgate.gateway.upstream.discover;

import java.util.Locale;

/** What DNS is asked: the whole name, in lower case without the last dot. Immutable. */
record Question(String name, Kind kind) {

    /** Kinds of records that are asked for. */
    enum Kind {
        A,
        AAAA,
        SRV
    }

    Question {
        name = plain(name);
    }

    static String plain(String name) {
        String whole = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        return whole.toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return name + " " + kind;
    }
}
