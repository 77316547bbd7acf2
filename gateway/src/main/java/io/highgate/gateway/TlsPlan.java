package io.highgate.gateway;

import io.highgate.base.problem.Place;
import io.highgate.base.problem.Problem;
import io.highgate.base.problem.Problems;
import io.highgate.gateway.listen.Listener;
import io.highgate.gateway.tls.ClientTls;
import io.highgate.gateway.tls.ServerKey;
import io.highgate.gateway.tls.ServerTls;
import io.highgate.gateway.tls.TlsProvider;
import io.highgate.gateway.tls.TlsSetup;
import io.highgate.model.bind.Places;
import io.highgate.model.spec.GatewaySpec;
import io.highgate.model.spec.ListenerSpec;
import io.highgate.model.spec.ListenerTlsSpec;
import io.highgate.model.spec.UpstreamSpec;
import io.highgate.model.spec.UpstreamTlsSpec;
import io.highgate.model.tls.TlsFiles;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All that a configuration needs for TLS, built before any of it is used: if one certificate is no
 * good, nothing changes. What is not taken over must be dropped. Confined to the gateway's lock.
 *
 * @param files what the certificate files held
 * @param listeners how listeners encrypt, by name
 * @param upstreams how connections to upstreams are encrypted, by name
 */
record TlsPlan(TlsFiles files, Map<String, ServerTls> listeners, Map<String, ClientTls> upstreams) {

    private static final Logger LOG = LoggerFactory.getLogger(TlsPlan.class);

    /** A plan, or why there is none. */
    sealed interface Outcome {

        record Made(TlsPlan plan) implements Outcome {}

        record Refused(List<Problem> problems) implements Outcome {}
    }

    /** What the certificate files hold now, for a comparison; what is wrong with them is for later. */
    static TlsFiles look(GatewaySpec spec, Instant now) {
        return TlsFiles.load(spec, new Places("configuration"), now, new Problems());
    }

    /** Reads the files and builds everything. */
    static Outcome make(GatewaySpec spec, Instant now, Supplier<TlsProvider> provider) {
        Problems problems = new Problems();
        TlsFiles files = TlsFiles.load(spec, new Places("configuration"), now, problems);
        TlsPlan plan = new TlsPlan(files, new LinkedHashMap<>(), new HashMap<>());
        if (!problems.hasErrors()) {
            spec.listeners().forEach(it -> plan.listener(it, provider, problems));
            spec.upstreams().forEach((name, upstream) -> {
                plan.upstream(name, upstream, provider, problems);
            });
        }
        if (!problems.hasErrors()) {
            return new Outcome.Made(plan);
        }
        plan.drop();
        return new Outcome.Refused(errors(problems));
    }

    /**
     * The same for a start, where there is nothing to go on with.
     *
     * @throws IOException saying what is wrong
     */
    static TlsPlan needed(GatewaySpec spec, Gateway.Means means) throws IOException {
        return switch (make(spec, means.clock().instant(), means.tls())) {
            case Outcome.Made made -> made.plan();
            case Outcome.Refused refused -> throw new IOException("TLS cannot be set up: " + refused.problems());
        };
    }

    private static List<Problem> errors(Problems problems) {
        return new ArrayList<>(problems.of(Problem.Severity.ERROR));
    }

    private void listener(ListenerSpec spec, Supplier<TlsProvider> provider, Problems problems) {
        ListenerTlsSpec tls = spec.tls();
        if (tls == null) {
            return;
        }
        try {
            ServerKey key = ServerKey.of(tls, Listener.offered(spec.protocols()), files);
            listeners.put(spec.name(), ServerTls.build(key, provider.get()));
        } catch (TlsSetup e) {
            problems.error(Place.of("listeners." + spec.name() + ".tls"), reason(e));
        }
    }

    /** What is offered by ALPN, the preferred one first; many that speak HTTP/1.1 only know no ALPN. */
    private static List<String> offered(UpstreamSpec.Protocol protocol) {
        return switch (protocol) {
            case HTTP1 -> List.of();
            case HTTP2 -> List.of("h2");
            case AUTO -> List.of("h2", "http/1.1");
        };
    }

    private void upstream(String name, UpstreamSpec upstream, Supplier<TlsProvider> provider, Problems problems) {
        UpstreamTlsSpec tls = upstream.security();
        if (tls == null) {
            return;
        }
        try {
            ClientTls built = ClientTls.build(tls, files, offered(upstream.protocol()), provider.get());
            upstreams.put(name, built);
            if (built.verifiesNothing()) {
                LOG.warn("THE ENDPOINTS OF UPSTREAM {} ARE NOT VERIFIED (tls.verify: none)", name);
            }
        } catch (TlsSetup e) {
            problems.error(Place.of("upstreams." + name + ".tls"), reason(e));
        }
    }

    private static String reason(TlsSetup e) {
        Throwable cause = e.getCause();
        return e.getMessage() + (cause == null ? "" : ": " + cause.getMessage());
    }

    /** Lets go of everything, because nothing of it will be used. */
    void drop() {
        listeners.values().forEach(ServerTls::release);
        upstreams.values().forEach(ClientTls::release);
    }
}
