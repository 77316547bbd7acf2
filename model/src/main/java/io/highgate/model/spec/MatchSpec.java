package io.highgate.model.spec;

import org.jspecify.annotations.Nullable;

/** A condition on a header field or a query parameter. Immutable. */
@Doc("A condition on a header field or a query parameter; with neither value nor regex it must just be there.")
public record MatchSpec(
        @Doc(value = "The name; case is ignored for header fields.", required = true, shorthand = true)
        String name,

        @Doc("The exact value.") @Nullable String value,

        @Doc("A regular expression that the whole value matches.") @Nullable
        String regex,

        @Doc(value = "Turns the condition round.", defaultsTo = "false")
        boolean not) {}
