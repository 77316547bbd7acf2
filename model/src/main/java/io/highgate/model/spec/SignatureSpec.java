package io.highgate.model.spec;

import io.highgate.base.unit.DataSize;
import java.time.Duration;
import java.util.Map;

/** Callers by the signatures of their requests. Immutable. */
@Doc("Callers by the signatures of their requests (docs/signatures.md). The body is read whole before it is sent on.")
public record SignatureSpec(
        @Doc("Who has which secret, each by the name that the caller gets; at most 8.")
        Map<String, SigningKeySpec> keys,

        @Doc(
                value = "Whether signatures of version 1 count, too, which say nothing of host and query.",
                defaultsTo = "false")
        boolean acceptV1,

        @Doc(value = "How far the time of a signature may lie from now, both ways.", defaultsTo = "5m")
        Duration window,

        @Doc(
                value = "Whether the host that was signed is that of X-Forwarded-Host, as behind a gateway that signs.",
                defaultsTo = "false")
        boolean forwardedHost,

        @Doc(value = "The largest body that is read.", defaultsTo = "1MiB")
        DataSize body) {}
