package io.highgate.model.tls;

import io.highgate.base.problem.Problems;
import io.highgate.model.bind.Places;
import io.highgate.model.spec.CenterTlsSpec;
import io.highgate.model.spec.CertificateSpec;
import io.highgate.model.spec.GatewaySpec;
import io.highgate.model.spec.GovernanceTlsSpec;
import io.highgate.model.spec.ListenerSpec;
import io.highgate.model.spec.ListenerTlsSpec;
import io.highgate.model.spec.UpstreamTlsSpec;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the certificate files that a configuration names hold at one moment. Equal when they hold the
 * same, so that a change of a file alone is a change. Immutable once loaded.
 */
public final class TlsFiles {

    private final Map<CertificateSpec, Identity> identities = new HashMap<>();
    private final Map<String, List<X509Certificate>> trusted = new HashMap<>();

    private TlsFiles() {}

    /** Reads and checks all of them; what cannot be used is reported, and left out. Null: dates do not count. */
    public static TlsFiles load(GatewaySpec spec, Places places, @Nullable Instant now, Problems problems) {
        TlsFiles files = new TlsFiles();
        CertificateCheck check = new CertificateCheck(places, now, problems);
        for (int i = 0; i < spec.listeners().size(); i++) {
            ListenerTlsSpec tls = spec.listeners().get(i).tls();
            if (tls != null) {
                files.listener(tls, "listeners[" + i + "].tls", check);
            }
        }
        spec.upstreams().forEach((name, upstream) -> {
            UpstreamTlsSpec tls = upstream.tls();
            if (tls != null) {
                files.upstream(tls, "upstreams." + name + ".tls", check);
            }
        });
        if (spec.center() != null) {
            CenterTlsSpec tls = spec.center().tls();
            files.client(tls.clientCertificate(), tls.trust(), "center.tls", check);
        }
        files.governance(spec.governance().tls(), check);
        OthersTrust.of(spec).forEach((place, names) -> files.trust(names, place, check));
        return files;
    }

    /** The same of what a center encrypts with, and nothing else. */
    public static TlsFiles load(GovernanceTlsSpec tls, Places places, @Nullable Instant now, Problems problems) {
        TlsFiles files = new TlsFiles();
        files.governance(tls, new CertificateCheck(places, now, problems));
        return files;
    }

    /**
     * What one program shows and trusts that has no configuration.
     *
     * @param own null if it shows nothing
     */
    public static TlsFiles load(@Nullable CertificateSpec own, List<String> trust, Places places, Problems problems) {
        TlsFiles files = new TlsFiles();
        files.client(own, trust, "tls", new CertificateCheck(places, null, problems));
        return files;
    }

    private void governance(@Nullable GovernanceTlsSpec tls, CertificateCheck check) {
        if (tls != null) {
            String at = "governance.tls.serverCertificate";
            Identity identity = identity(tls.serverCertificate(), at, check);
            if (identity != null) {
                check.names(identity, List.of(), at);
            }
            trust(tls.trust(), "governance.tls", check);
        }
    }

    private void listener(ListenerTlsSpec tls, String path, CertificateCheck check) {
        List<ServerNames> earlier = new ArrayList<>();
        for (int i = 0; i < tls.certificates().size(); i++) {
            String at = path + ".certificates[" + i + "]";
            Identity identity = identity(tls.certificates().get(i), at, check);
            if (identity != null) {
                check.names(identity, earlier, at);
                earlier.add(identity.names());
            }
        }
        trust(tls.trust(), path, check);
    }

    private void upstream(UpstreamTlsSpec tls, String path, CertificateCheck check) {
        client(tls.clientCertificate(), tls.trust(), path, check);
    }

    private void client(@Nullable CertificateSpec own, List<String> trust, String path, CertificateCheck check) {
        if (own != null) {
            identity(own, path + ".clientCertificate", check);
        }
        trust(trust, path, check);
    }

    private @Nullable Identity identity(CertificateSpec spec, String at, CertificateCheck check) {
        try {
            Identity identity = IdentityFiles.identity(spec);
            check.identity(identity, spec, at);
            identities.put(spec, identity);
            return identity;
        } catch (Unusable e) {
            check.unusable(at, e);
            return null;
        }
    }

    private void trust(List<String> names, String path, CertificateCheck check) {
        for (int i = 0; i < names.size(); i++) {
            String at = path + ".trust[" + i + "]";
            try {
                List<X509Certificate> found = IdentityFiles.certificates(names.get(i));
                check.authorities(found, names.get(i), at);
                trusted.put(names.get(i), found);
            } catch (Unusable e) {
                check.unusable(at, e);
            }
        }
    }

    /** What a certificate setting stands for; it must have been usable. */
    public Identity identity(CertificateSpec spec) {
        Identity identity = identities.get(spec);
        if (identity == null) {
            throw new IllegalStateException("not one of the files that were loaded: " + spec.certificate());
        }
        return identity;
    }

    /** The authorities in files; empty for no files. */
    public List<X509Certificate> trusted(List<String> names) {
        return names.stream()
                .flatMap(it -> trusted.getOrDefault(it, List.of()).stream())
                .toList();
    }

    /** The files that a configuration names, whether they are there or not. */
    public static Set<Path> named(GatewaySpec spec) {
        Set<String> files = new LinkedHashSet<>();
        for (ListenerSpec listener : spec.listeners()) {
            ListenerTlsSpec tls = listener.tls();
            if (tls != null) {
                tls.certificates().forEach(it -> files.addAll(List.of(it.certificate(), it.key())));
                files.addAll(tls.trust());
            }
        }
        spec.upstreams().values().forEach(upstream -> {
            UpstreamTlsSpec tls = upstream.tls();
            if (tls != null) {
                client(tls.clientCertificate(), tls.trust(), files);
            }
        });
        if (spec.center() != null) {
            client(spec.center().tls().clientCertificate(), spec.center().tls().trust(), files);
        }
        GovernanceTlsSpec own = spec.governance().tls();
        if (own != null) {
            client(own.serverCertificate(), own.trust(), files);
        }
        OthersTrust.of(spec).values().forEach(files::addAll);
        Set<Path> paths = new LinkedHashSet<>();
        for (String file : files) {
            path(file).ifPresent(paths::add);
        }
        return paths;
    }

    private static void client(@Nullable CertificateSpec own, List<String> trust, Set<String> files) {
        files.addAll(trust);
        files.addAll(own == null ? List.of() : List.of(own.certificate(), own.key()));
    }

    /** None for what cannot be a path, which is reported when it is read. */
    private static Optional<Path> path(String file) {
        try {
            return Optional.of(Path.of(file).toAbsolutePath().normalize());
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TlsFiles that && identities.equals(that.identities) && trusted.equals(that.trusted);
    }

    @Override
    public int hashCode() {
        return identities.hashCode() + 31 * trusted.hashCode();
    }
}
