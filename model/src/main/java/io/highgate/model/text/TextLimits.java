package io.highgate.model.text;

import io.highgate.base.problem.Place;
import io.highgate.base.problem.Problems;
import io.highgate.base.unit.DataSize;

/** How large and how deep a document may be, whatever its syntax. Pure. */
final class TextLimits {

    /** A route takes about 300 bytes, so this is room for some 50,000 of them. */
    static final DataSize SIZE = DataSize.ofMiB(16);

    /** The native form nests 7 deep and Ocelot's 5; recursion over 100 levels is safe on any stack. */
    static final int DEPTH = 100;

    private TextLimits() {}

    /** Whether the text is neither too long nor blank; if it is, that is reported. */
    static boolean admit(String source, String text, Problems problems) {
        if (text.length() > SIZE.bytes()) {
            tooLarge(source, problems);
            return false;
        }
        if (text.isBlank()) {
            problems.error(Place.of(source), "there is nothing in it");
            return false;
        }
        return true;
    }

    static void tooLarge(String source, Problems problems) {
        problems.error(Place.of(source), "is larger than " + SIZE + ", the most that is read; split it into several");
    }

    static void tooDeep(Place place, Problems problems) {
        problems.error(new Place(place.source(), place.line(), place.column(), ""), "is nested deeper than " + DEPTH);
    }
}
