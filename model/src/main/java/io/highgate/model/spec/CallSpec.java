package io.highgate.model.spec;

import java.time.Duration;
import java.util.List;

/** How a service is asked that knows about callers. Immutable. */
@Doc("How a service is asked that knows about callers.")
public record CallSpec(
        @Doc(value = "From the call to the end of the answer; at most 1m.", defaultsTo = "5s")
        Duration timeout,

        @Doc(
                value = "Calls under way at once; beyond that the service counts as away.",
                defaultsTo = "64",
                min = 1,
                max = 10000)
        int concurrency,

        @Doc("PEM files with the authorities that its certificate must come from; those of the JVM when left out.")
        List<String> trust,

        @Doc(
                value =
                        "Whether http:// will do for other machines, where everybody on the way can read and change all.",
                defaultsTo = "false")
        boolean insecure) {}
