package io.highgate.model.spec;

import io.highgate.model.spec.ListenerTlsSpec.ClientCertificates;
import java.util.List;

/** How a center encrypts. Immutable. */
@Doc("How a center encrypts, with TLS 1.2 and 1.3; operate/center.md tells more.")
public record GovernanceTlsSpec(
        @Doc(value = "Shown to everybody; clients look for the name by which they ask the center.", required = true)
        CertificateSpec serverCertificate,

        @Doc(
                value =
                        "Whether clients show certificates. The name in a good one (its first URI, else its common name)"
                                + " stands for the service key with that subject.",
                defaultsTo = "none")
        ClientCertificates clientCertificates,

        @Doc("PEM files with the authorities that client certificates must come from.")
        List<String> trust) {}
