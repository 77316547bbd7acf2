package io.highgate.gateway;

import io.highgate.base.problem.Problem;
import java.util.List;

/** What became of a configuration that was offered. Immutable. */
public sealed interface Publication {

    /** It serves requests from now on. */
    record Accepted(long version) implements Publication {}

    /** It is what serves requests already. */
    record Unchanged(long version) implements Publication {}

    /** It was not taken; what served before goes on. */
    record Refused(List<Problem> problems) implements Publication {}
}
