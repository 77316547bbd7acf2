package io.highgate.model.check;

import io.highgate.base.problem.Suggestion;
import io.highgate.base.unit.EndpointUrl.Scheme;
import io.highgate.model.spec.DiscoverSpec;
import io.highgate.model.spec.GatewaySpec;
import io.highgate.model.spec.ListenerSpec;
import io.highgate.model.spec.ListenerTlsSpec;
import io.highgate.model.spec.ListenerTlsSpec.ClientCertificates;
import io.highgate.model.spec.UpstreamSpec;
import io.highgate.model.spec.UpstreamTlsSpec;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Checks what is said about TLS, without looking into the files. Pure. */
final class TlsCheck {

    /** The suites of TLS 1.2 with forward secrecy and authenticated encryption; others are weak. */
    private static final List<String> SUITES = List.of(
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

    private TlsCheck() {}

    static void check(GatewaySpec spec, Report report) {
        for (int i = 0; i < spec.listeners().size(); i++) {
            ListenerSpec listener = spec.listeners().get(i);
            String path = "listeners[" + i + "]";
            if (new HashSet<>(listener.protocols()).size()
                    < listener.protocols().size()) {
                report.error(path + ".protocols", "a protocol is there twice");
            }
            if (listener.tls() != null) {
                listener(listener.tls(), path + ".tls", report);
            }
        }
        spec.upstreams().forEach((name, upstream) -> upstream(name, upstream, report));
    }

    private static void listener(ListenerTlsSpec tls, String path, Report report) {
        if (tls.certificates().isEmpty()) {
            report.error(path + ".certificates", "needs at least one certificate");
        }
        for (int i = 0; i < tls.ciphers().size(); i++) {
            String suite = tls.ciphers().get(i);
            if (!SUITES.contains(suite)) {
                report.error(
                        path + ".ciphers[" + i + "]",
                        "'" + suite + "' is none of " + String.join(", ", SUITES) + Suggestion.didYouMean(suite, SUITES)
                                + " (those of TLS 1.3 are always on)");
            }
        }
        boolean asks = tls.clientCertificates() != ClientCertificates.NONE;
        if (asks && tls.trust().isEmpty()) {
            report.error(path + ".trust", "names no file with the authorities that client certificates come from");
        }
        if (!asks && !tls.trust().isEmpty()) {
            report.warning(path + ".trust", "has no effect: clientCertificates is none");
        }
        if (tls.handshakeTimeout().isZero()) {
            report.error(path + ".handshakeTimeout", "must be longer than 0; leave it out for the default");
        }
    }

    private static void upstream(String name, UpstreamSpec upstream, Report report) {
        String path = "upstreams." + name;
        Set<Scheme> schemes = new HashSet<>();
        upstream.endpoints().forEach(it -> schemes.add(it.url().scheme()));
        if (upstream.discover() instanceof DiscoverSpec.Dns dns) {
            schemes.add(dns.addresses().url().scheme());
        }
        if (schemes.contains(Scheme.HTTPS) && schemes.size() > 1) {
            report.error(path + ".endpoints", "some endpoints begin with https:// and some do not; write it at all");
        }
        if (schemes.contains(Scheme.HTTP) && upstream.tls() != null) {
            report.error(path + ".tls", "contradicts an endpoint that begins with http://");
        }
        UpstreamTlsSpec tls = upstream.tls();
        if (tls == null) {
            return;
        }
        if (tls.verify() == UpstreamTlsSpec.Verify.NONE) {
            report.warning(
                    path + ".tls.verify",
                    "the endpoints of '" + name + "' are NOT VERIFIED: whoever sits in between can read and change"
                            + " everything; trust their authority instead (tls.trust)");
            if (!tls.trust().isEmpty()) {
                report.warning(path + ".tls.trust", "has no effect: verify is none");
            }
        }
        if (tls.serverName() != null && !HttpWords.isHost(Objects.requireNonNull(tls.serverName()))) {
            report.error(path + ".tls.serverName", "'" + tls.serverName() + "' is not the name of a host");
        }
    }
}
