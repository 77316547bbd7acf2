package io.highgate.model.text;

import io.highgate.base.problem.Place;
import java.util.List;

/** A part of a document, with the place where it stands. Immutable. */
public sealed interface Node {

    /** Where it stands. */
    Place place();

    /** A value. */
    record Scalar(Place place, Kind kind, String value) implements Node {}

    /** A list. */
    record Sequence(Place place, List<Node> items) implements Node {}

    /** A mapping, in the order of the document; the reader has refused duplicate keys. */
    record Mapping(Place place, List<Entry> entries) implements Node {}

    /** One key with its value; the place is the key's. */
    record Entry(Place place, String key, Node value) {}

    /** What a scalar is without being asked to be anything. */
    enum Kind {
        TEXT,
        NUMBER,
        BOOLEAN,
        NULL
    }
}
