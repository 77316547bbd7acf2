package io.highgate.model.spec;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How an endpoint is asked whether it is well. Immutable. */
@Doc("How an endpoint is asked whether it is well.")
public record ProbeSpec(
        @Doc(value = "What is asked.", defaultsTo = "http") Kind kind,

        @Doc(value = "The target of an HTTP probe; the service that a gRPC probe asks for.", defaultsTo = "/health")
        String path,

        @Doc("The Host of an HTTP probe; the endpoint's address when left out.") @Nullable
        String host,

        @Doc("A port other than that of requests.") @Nullable
        Integer port,

        @Doc(value = "Between two probes, give or take a tenth; a tenth of it while in doubt.", defaultsTo = "10s")
        Duration interval,

        @Doc(value = "How long the answer may take.", defaultsTo = "2s")
        Duration timeout,

        @Doc(value = "Failures in a row until the endpoint is out.", defaultsTo = "3", min = 1, max = 100)
        int unhealthyAfter,

        @Doc(value = "Successes in a row until it is back.", defaultsTo = "1", min = 1, max = 100)
        int healthyAfter,

        @Doc(value = "The statuses that are well, as 200 or 200-299.", defaultsTo = "200-299")
        String status,

        @Doc("A text that the first 64 KiB of the answer must contain.") @Nullable
        String body) {

    /** What is asked. */
    public enum Kind {
        /** A GET. */
        HTTP,
        /** Whether a connection is accepted. */
        TCP,
        /** The gRPC health service. */
        GRPC
    }
}
