package io.highgate.model.spec;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** How connections to an upstream's endpoints are encrypted. Immutable. */
@Doc("How connections to endpoints are encrypted; an https:// endpoint has all of this at its default.")
public record UpstreamTlsSpec(
        @Doc(
                value = "Whether the endpoint's certificate is checked: its authority, its dates, its name.",
                defaultsTo = "full")
        Verify verify,

        @Doc("The name asked for (SNI) and verified, instead of the endpoint's host.") @Nullable
        String serverName,

        @Doc("PEM files with the authorities to trust, instead of the Java platform's.")
        List<String> trust,

        @Doc("Shown to endpoints that ask for a certificate.") @Nullable
        CertificateSpec clientCertificate,

        @Doc(value = "The oldest version that is spoken.", defaultsTo = "TLSv1.2")
        TlsVersion minVersion) {

    /** Choices for the verification of endpoints. */
    public enum Verify {
        /** Authority, dates and name. */
        FULL,
        /** Nothing at all: anyone on the way can read and change everything. */
        NONE
    }

    /** All at its default: what https:// means. */
    public static UpstreamTlsSpec standard() {
        return new UpstreamTlsSpec(Verify.FULL, null, List.of(), null, TlsVersion.V1_2);
    }
}
