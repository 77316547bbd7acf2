package io.highgate.model.spec;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Callers by their client certificates. Immutable. */
@Doc("""
        Callers by the client certificate of their connection, which its listener has verified (tls.clientCertificates). Nobody \
        else's word counts: not that of a header field.""")
public record ClientCertificateSpec(
        @Doc("Who has which certificate, each by the name that the caller gets.")
        Map<String, HolderSpec> clients,

        @Doc(
                value = "Whether a verified certificate that no client has is good, too: its subject is the caller,"
                        + " without roles and scopes.",
                defaultsTo = "false")
        boolean others) {

    /** Whoever has one of the certificates. */
    @Doc("Whoever has one of the certificates.")
    public record HolderSpec(
            @Doc(
                    "Names in the certificate (DNS or IP address, among its subject alternative names), any of which will do.")
            List<String> names,

            @Doc("SHA-256 fingerprints of the certificate, any of which will do; colons may be left out.")
            List<String> fingerprints,

            @Doc("What the client is.") List<String> roles,

            @Doc("What the client may do.") List<String> scopes,

            @Doc("On whose behalf it asks; any tenant's when left out.") @Nullable
            String tenant,

            @Doc("The only cells that it may call; all when left out.")
            List<String> cells) {}
}
