package io.highgate.model.spec;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What of the caller's claims the upstream is told, and where. Immutable. */
@Doc("""
        What of the caller's claims the upstream is told, and where. A request whose caller lacks one of them is \
        answered 403; what the client sends in the same place never goes on.""")
public record ClaimsSpec(
        @Doc("Claims that the caller has besides, each with the claim that it is made of; access looks at them, too.")
        Map<String, ClaimSpec> add,

        @Doc("Header fields, each with the claim that stands in it.")
        Map<String, ClaimSpec> toHeaders,

        @Doc("Parameters of the query, each with the claim that stands in it.")
        Map<String, ClaimSpec> toQuery,

        @Doc("References of rewrite.to, each with the claim that stands in its place, whatever the path has there.")
        Map<String, ClaimSpec> toPath) {

    /** Whether nothing is told. */
    public boolean isEmpty() {
        return add.isEmpty() && toHeaders.isEmpty() && toQuery.isEmpty() && toPath.isEmpty();
    }

    /** A claim, or a part of one. */
    @Doc("A claim, or a part of one; just its name will do.")
    public record ClaimSpec(
            @Doc(value = "Its name.", required = true, shorthand = true)
            String claim,

            @Doc(
                    value =
                            "Which part of it, from 0, where the delimiter divides it; which value, where it has several.",
                    min = 0,
                    max = 1000)
            @Nullable
            Integer index,

            @Doc("Characters, each of which divides the claim into parts.") @Nullable
            String delimiter) {}
}
