package io.highgate.model.spec;

import io.highgate.base.unit.Secret;
import org.jspecify.annotations.Nullable;

/** A certificate with its key, as PEM files. Immutable. */
@Doc("A certificate with its private key, as PEM files; both are watched, and a change is taken over while serving.")
public record CertificateSpec(
        @Doc(
                value = "File with the certificate and, behind it, the intermediate ones up to the authority's.",
                required = true)
        String certificate,

        @Doc(value = "File with the private key (RSA or EC); PKCS#8, or unencrypted PKCS#1 and SEC1.", required = true)
        String key,

        @Doc("The password of an encrypted PKCS#8 key.") @Nullable
        Secret keyPassword) {}
