package io.highgate.gateway.identity;

import io.highgate.gateway.exchange.Caller;
import io.highgate.gateway.exchange.ClientIdentity;
import io.highgate.gateway.exchange.Exchange;
import io.highgate.gateway.exchange.Security;
import io.highgate.model.spec.ClientCertificateSpec;
import io.highgate.model.spec.ClientCertificateSpec.HolderSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Knows callers by the certificate that their connection was opened with: by its fingerprint, or else by one of its
 * names. Where names of one certificate are those of several clients, nobody is known. Thread-safe.
 */
public final class CertificateAuthenticator implements Authenticator {

    private static final Finding UNKNOWN = new Finding.Refused("nobody here has this client certificate");
    private static final Finding SEVERAL =
            new Finding.Refused("the names in the client certificate are those of several clients");

    private final String name;
    private final boolean others;
    private final Map<String, Finding> byFingerprint = new HashMap<>();
    private final Map<String, Finding> byName = new HashMap<>();

    public CertificateAuthenticator(String name, ClientCertificateSpec spec) {
        this.name = name;
        this.others = spec.others();
        spec.clients().forEach((client, holder) -> {
            Finding known = new Finding.Known(caller(client, holder));
            holder.fingerprints().forEach(it -> byFingerprint.put(plain(it), known));
            holder.names().forEach(it -> byName.put(it.toLowerCase(Locale.ROOT), known));
        });
    }

    private static String plain(String fingerprint) {
        return fingerprint.toLowerCase(Locale.ROOT).replace(":", "");
    }

    private Caller caller(String client, HolderSpec holder) {
        return new Caller(
                name,
                client,
                "certificate of " + client,
                Set.copyOf(holder.roles()),
                Set.copyOf(holder.scopes()),
                holder.tenant(),
                holder.cells(),
                Map.of("client", List.of(client)),
                null);
    }

    @Override
    public Finding look(Exchange exchange) {
        Security security = exchange.peer().security();
        ClientIdentity shown = security == null ? null : security.client();
        if (shown == null) {
            return Finding.ABSENT;
        }
        Finding known = byFingerprint.get(shown.sha256());
        if (known == null && !byName.isEmpty()) {
            known = named(shown.names());
        }
        if (known != null) {
            return known;
        }
        return others ? new Finding.Known(stranger(shown)) : UNKNOWN;
    }

    /** Whose names these are; null if nobody's. */
    private @Nullable Finding named(String names) {
        Finding known = null;
        for (String one : names.split(", ", -1)) {
            Finding found = byName.get(one.toLowerCase(Locale.ROOT));
            if (found != null && known != null && found != known) {
                return SEVERAL;
            }
            known = found == null ? known : found;
        }
        return known;
    }

    private Caller stranger(ClientIdentity shown) {
        return new Caller(
                name,
                shown.subject(),
                "certificate " + shown.sha256().substring(0, 16),
                Set.of(),
                Set.of(),
                null,
                List.of(),
                Map.of("subject", List.of(shown.subject())),
                null);
    }
}
