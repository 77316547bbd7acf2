package io.highgate.center.access;

import io.highgate.store.key.ServiceKey;
import io.highgate.wire.key.SafeToken;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import org.jspecify.annotations.Nullable;

/** Who comes with a service key, or with a certificate in a key's name. Thread-safe; blocks. */
public final class KeyCallers {

    private static final String WRONG = "the service key is not known, not enabled, or its secret is wrong";

    /** How far a machine's clock may be ahead of ours. */
    private static final Duration AHEAD = Duration.ofSeconds(60);

    private static final int SAN_URI = 6;

    private final KnownKeys keys;
    private final MasterKey master;
    private final InstantSource clock;

    public KeyCallers(KnownKeys keys, MasterKey master, InstantSource clock) {
        this.keys = keys;
        this.master = master;
        this.clock = clock;
    }

    Finding bySecret(String safeKey, String secret) {
        ServiceKey key =
                keys.find(safeKey, it -> it.enabled() && master.secretOf(it).matches(secret));
        return key == null ? new Finding.Unknown(WRONG) : known(key);
    }

    Finding byToken(SafeToken token) {
        ServiceKey key = keys.find(
                token.safeKey(),
                it -> it.enabled() && token.isSignedWith(master.secretOf(it).reveal()));
        if (key == null) {
            return new Finding.Unknown(WRONG);
        }
        Instant now = clock.instant();
        if (Duration.between(token.issued(), token.expires()).compareTo(SafeToken.LONGEST) > 0) {
            return new Finding.Unknown("the token is good for longer than " + SafeToken.LONGEST.toSeconds() + " s");
        }
        if (token.issued().isAfter(now.plus(AHEAD))) {
            return new Finding.Unknown("the token was made in the future: compare the clocks");
        }
        return token.expires().isAfter(now) ? known(key) : new Finding.Unknown("the token has expired");
    }

    /** By the first URI among the certificate's names, or else by its common name: the subject of one key only. */
    Finding byCertificate(X509Certificate certificate) {
        String name = name(certificate);
        List<ServiceKey> found = name == null ? List.of() : keys.of(name);
        return found.size() == 1
                ? known(found.getFirst())
                : new Finding.Unknown(
                        found.isEmpty()
                                ? "no service key has the name in the client certificate"
                                : "several service keys have the name in the client certificate");
    }

    private static @Nullable String name(X509Certificate certificate) {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            for (List<?> one : names == null ? List.<List<?>>of() : names) {
                if (one.getFirst() instanceof Integer type && type == SAN_URI) {
                    return String.valueOf(one.get(1));
                }
            }
            for (Rdn part : new LdapName(certificate.getSubjectX500Principal().getName()).getRdns()) {
                if (part.getType().equalsIgnoreCase("CN")) {
                    return String.valueOf(part.getValue());
                }
            }
            return null;
        } catch (CertificateParsingException | InvalidNameException e) {
            return null;
        }
    }

    private static Finding known(ServiceKey key) {
        return new Finding.Known(
                switch (key.kind()) {
                    case PROVIDER -> new Caller.Provider(key.safeKey(), key.subject());
                    case GATEWAY -> new Caller.Gateway(key.safeKey(), key.subject());
                    case OPERATOR -> operator(key);
                });
    }

    private static Caller operator(ServiceKey key) {
        Role role = key.role() == null ? null : Role.of(key.role());
        return new Caller.Operator("key " + key.safeKey(), role == null ? Role.VIEWER : role);
    }
}
