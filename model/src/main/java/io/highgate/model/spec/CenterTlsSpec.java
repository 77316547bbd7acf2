package io.highgate.model.spec;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** How connections to centers are encrypted; their names are always verified. Immutable. */
@Doc("How connections to https:// centers are encrypted. Certificates and names are always verified.")
public record CenterTlsSpec(
        @Doc("PEM files with the authorities to trust, instead of the Java platform's.")
        List<String> trust,

        @Doc("Shown to centers that ask for a certificate.") @Nullable
        CertificateSpec clientCertificate) {}
