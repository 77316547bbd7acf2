package io.highgate.model.spec;

import io.highgate.base.unit.DataSize;
import io.highgate.base.unit.Secret;

/** How requests to upstreams are signed. Immutable. */
@Doc("Signs requests to upstreams (docs/signatures.md). The body is read whole before it is sent on.")
public record SigningSpec(
        @Doc(value = "At least 16 octets; base64: before it where it is not plain text.", required = true)
        Secret secret,

        @Doc(value = "What is signed: v2, or v1 for cells that know nothing else.", defaultsTo = "v2")
        Version version,

        @Doc(value = "The largest body that is read; larger ones are refused.", defaultsTo = "1MiB")
        DataSize body) {

    /** What a signature is made of. */
    public enum Version {
        V1,
        V2
    }
}
