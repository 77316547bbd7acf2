package io.highgate.gateway;

import io.highgate.base.problem.Problem;
import io.highgate.gateway.admit.Admission;
import io.highgate.gateway.guard.RedLight;
import io.highgate.gateway.identity.Identity;
import io.highgate.gateway.identity.keys.FetchedKeys;
import io.highgate.gateway.identity.keys.KeyRing;
import io.highgate.gateway.observe.Observer;
import io.highgate.gateway.quota.LimitBook;
import io.highgate.gateway.snapshot.Snapshot;
import io.highgate.gateway.snapshot.Snapshots;
import io.highgate.gateway.tenancy.Tenants;
import io.highgate.gateway.tls.ServerTls;
import io.highgate.model.spec.GatewaySpec;
import io.highgate.store.all.StoreFigure;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a checked configuration comes to serve: everything of it is built, then one swap, or nothing
 * changes. Confined to the gateway's lock, but for {@link #refused}, which any thread may call.
 */
final class Publishing {

    private static final Logger LOG = LoggerFactory.getLogger(Publishing.class);

    private final Gateway.Means means;
    private final Admission admission;
    private final Observer observer;
    private final Snapshots snapshots;
    private final Listeners listeners;
    private volatile @Nullable LimitBook book;
    private final RedLight light;
    private volatile @Nullable Identity identity;
    private @Nullable LogIns logIns;
    private @Nullable Tenants tenants;

    Publishing(Gateway.Means means, Admission admission, Observer observer, Snapshots snapshots, Listeners listeners) {
        this.means = means;
        this.admission = admission;
        this.observer = observer;
        this.snapshots = snapshots;
        this.listeners = listeners;
        this.light = new RedLight(means.keeping().cpu());
    }

    RedLight light() {
        return light;
    }

    private Tenants tenants(Identity with) {
        Tenants present = tenants;
        if (present == null) {
            present = new Tenants(with.stores()::tenants, with.blocking(), means.clock());
            tenants = present;
        }
        return present;
    }

    /** The path of requests under that configuration; it does not serve yet. */
    RequestPath path(GatewaySpec spec, TlsPlan plan) {
        Snapshot snapshot = snapshots.compile(spec, plan.files(), plan.upstreams());
        Identity present = identity(spec);
        BuiltIn builtIn = new BuiltIn(logIns(present).pages(spec.login()));
        return new RequestPath(
                snapshot,
                admission,
                observer,
                new RequestPath.Keepers(present, tenants(present), light, book(present), builtIn));
    }

    /** What limits have counted; where the first configuration names a shared store, it stays. */
    private LimitBook book(Identity present) {
        LimitBook known = book;
        if (known == null) {
            known = new LimitBook(means.ticker(), present.stores().limits(), tenants(present)::quota);
            book = known;
        }
        return known;
    }

    /** Stores are opened with the first configuration, and stay. */
    private Identity identity(GatewaySpec spec) {
        Identity present = identity;
        if (present == null) {
            KeyRing keys = new KeyRing(
                    means.ticker(), means.background(), means.keeping().blocking());
            keys.start(means.background());
            present = new Identity(
                    means.keeping().stores().apply(spec),
                    means.keeping().blocking(),
                    means.background(),
                    means.ticker(),
                    means.clock(),
                    means.keeping().secrets(),
                    keys);
            identity = present;
        }
        return present;
    }

    /** What is counted of the keys that tokens are checked with. */
    List<FetchedKeys.Figures> keys() {
        Identity present = identity;
        return present == null ? List.of() : present.keys().figures();
    }

    /** How stores are. */
    List<StoreFigure> stores() {
        Identity present = identity;
        return present == null ? List.of() : present.stores().figures();
    }

    private LogIns logIns(Identity known) {
        LogIns present = logIns;
        if (present == null) {
            present = new LogIns(known, means.console());
            logIns = present;
        }
        return present;
    }

    /** That configuration serves from now on. */
    void serves(GatewaySpec spec) {
        if (logIns != null) {
            logIns.serve(spec.login());
        }
    }

    /** Gives back what was opened. */
    void close() {
        if (identity != null) {
            identity.stores().close();
        }
    }

    /** What limits have counted. */
    LimitBook limits() {
        return Objects.requireNonNull(book, "the gateway has not been started");
    }

    Publication publish(GatewaySpec spec, Front serving) {
        Snapshot before = serving.current().snapshot();
        boolean sameFiles =
                before.files().equals(TlsPlan.look(spec, means.clock().instant()));
        if (spec.equals(before.spec()) && sameFiles) {
            snapshots.forgetRefusal();
            return new Publication.Unchanged(before.version());
        }
        return switch (TlsPlan.make(spec, means.clock().instant(), means.tls())) {
            case TlsPlan.Outcome.Refused refused -> refusing(refused.problems(), "TLS", serving);
            case TlsPlan.Outcome.Made made -> publish(spec, made.plan(), serving);
        };
    }

    private Publication publish(GatewaySpec spec, TlsPlan plan, Front serving) {
        RequestPath next = path(spec, plan);
        List<Problem> problems = listeners.rebind(spec.listeners(), serving, plan.listeners());
        if (!problems.isEmpty()) {
            snapshots.retire(next.snapshot());
            snapshots.prevail(serving.current().snapshot());
            plan.listeners().values().forEach(ServerTls::release);
            return refusing(problems, "listeners", serving);
        }
        AccessLogs.take(spec.accessLog(), observer, means);
        admission.adopt(spec, means.ticker().nanos());
        light.adopt(spec.overload().redLight());
        Snapshot old = serving.swap(next).snapshot();
        snapshots.retire(old);
        snapshots.taken();
        serves(spec);
        if (!spec.management().equals(old.spec().management())) {
            LOG.warn("management settings have changed; they take effect when the gateway is started again");
        }
        if (!spec.stores().equals(old.spec().stores())) {
            LOG.warn("stores have changed; that takes effect when the gateway is started again");
        }
        LOG.info(
                "configuration version {} serves; {} routes",
                next.snapshot().version(),
                spec.routes().size());
        return new Publication.Accepted(next.snapshot().version());
    }

    private Publication refusing(List<Problem> problems, String source, Front serving) {
        refused(problems, source, serving);
        return new Publication.Refused(problems);
    }

    void refused(List<Problem> problems, String source, Front serving) {
        snapshots.refuse(source, problems);
        LOG.error(
                "the configuration of {} is refused, version {} goes on serving:",
                source,
                serving.current().snapshot().version());
        problems.forEach(problem -> LOG.error("  {}", problem));
    }
}
