package io.highgate.model.check;

import io.highgate.base.problem.Place;
import io.highgate.base.problem.Problems;
import io.highgate.model.bind.Places;

/** Where a check reports to, by path in the spec. Confined to one thread. */
record Report(Places places, Problems problems) {

    void error(String path, String message) {
        problems.error(places.of(path), message);
    }

    void warning(String path, String message) {
        problems.warning(places.of(path), message);
    }

    /** "line 3", or the file too if it is another one, for a message about two places. */
    String other(String path, String fromPath) {
        Place there = places.of(path);
        String line = there.line() == 0 ? "" : " line " + there.line();
        return there.source().equals(places.of(fromPath).source()) ? line.strip() : there.source() + line;
    }
}
