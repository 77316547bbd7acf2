package io.highgate.app.stores;

import io.highgate.base.time.Ticker;
import io.highgate.model.spec.StoresSpec;
import io.highgate.store.all.StoreFigure;
import io.highgate.store.all.Stores;
import io.highgate.store.audit.AuditLog;
import io.highgate.store.cache.CacheStore;
import io.highgate.store.counter.CounterStore;
import io.highgate.store.key.ServiceKeyStore;
import io.highgate.store.lease.LeaseStore;
import io.highgate.store.limit.LimitStore;
import io.highgate.store.memory.MemoryCache;
import io.highgate.store.memory.MemoryStores;
import io.highgate.store.method.InterfaceStore;
import io.highgate.store.near.NearCache;
import io.highgate.store.near.NearSessions;
import io.highgate.store.news.NewsStore;
import io.highgate.store.redis.RedisCache;
import io.highgate.store.redis.RedisCounters;
import io.highgate.store.redis.RedisLeases;
import io.highgate.store.redis.RedisLimits;
import io.highgate.store.redis.RedisSessions;
import io.highgate.store.redis.line.Redis;
import io.highgate.store.redis.spec.RedisSpec;
import io.highgate.store.registry.RegistryStore;
import io.highgate.store.session.SessionStore;
import io.highgate.store.sql.SqlAudit;
import io.highgate.store.sql.SqlInterfaces;
import io.highgate.store.sql.SqlKeys;
import io.highgate.store.sql.SqlStanding;
import io.highgate.store.sql.SqlTenants;
import io.highgate.store.sql.SqlUsers;
import io.highgate.store.standing.StandingStore;
import io.highgate.store.tenant.TenantStore;
import io.highgate.store.user.UserStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The stores of a process as its configuration names them: Redis or memory, and a database that is opened
 * when it is needed first. Thread-safe.
 */
public final class ProcessStores implements Stores {

    /** How long a session that was seen is trusted without asking, in case nobody tells that it was closed. */
    private static final Duration TRUSTED = Duration.ofSeconds(30);

    /** How long Redis is waited for where there is a copy. */
    private static final Duration PATIENCE = Duration.ofMillis(50);

    private static final int COPIES = 1_000_000;
    private static final long CACHE = 64L * 1024 * 1024;

    private final Quick quick;
    private final DatabaseOnDemand database;
    private final CenterStores center;
    private final Supplier<List<StoreFigure>> figures;
    private final Runnable end;

    /** What is asked often. */
    private record Quick(
            SessionStore sessions,
            CounterStore counters,
            CacheStore cache,
            LeaseStore leases,
            @Nullable LimitStore limits) {}

    private ProcessStores(Quick quick, Slow slow, Supplier<List<StoreFigure>> figures, Runnable end) {
        this.quick = quick;
        this.database = slow.database();
        this.center = slow.center();
        this.figures = figures;
        this.end = end;
    }

    /** What is made when it is needed first. */
    private record Slow(DatabaseOnDemand database, CenterStores center) {}

    /** What a process has at hand. */
    public record Means(Ticker ticker, InstantSource clock, ScheduledExecutorService timer, Path stateFolder) {}

    /**
     * Opens what the settings name; waits for no server.
     *
     * @throws IllegalArgumentException if they have not been checked and are wrong
     */
    public static ProcessStores open(StoresSpec spec, Means means) {
        DatabaseOnDemand database =
                new DatabaseOnDemand(StoreAddresses.database(spec, means.stateFolder()), means.ticker());
        RedisSpec redis = StoreAddresses.redis(spec);
        if (redis == null) {
            MemoryStores all = MemoryStores.open(means.ticker(), means.clock());
            Quick parts = new Quick(all.sessions(), all.counters(), all.cache(), all.leases(), null);
            return new ProcessStores(
                    parts, new Slow(database, new CenterStores(means, null)), all::figures, all::close);
        }
        Redis line = new Redis(redis, means.timer(), means.clock());
        NearSessions sessions = new NearSessions(
                new RedisSessions(line, means.clock()),
                means.clock(),
                new NearSessions.Bounds(TRUSTED, PATIENCE, COPIES));
        NearCache cache =
                new NearCache(new RedisCache(line), new MemoryCache(means.clock(), CACHE), Duration.ofMinutes(1));
        line.start();
        Quick parts = new Quick(sessions, new RedisCounters(line), cache, new RedisLeases(line), new RedisLimits(line));
        Supplier<List<StoreFigure>> figures = () -> Figures.redis(line, sessions.counts(), cache.counts());
        return new ProcessStores(parts, new Slow(database, new CenterStores(means, line)), figures, line::close);
    }

    @Override
    public SessionStore sessions() {
        return quick.sessions();
    }

    @Override
    public CounterStore counters() {
        return quick.counters();
    }

    @Override
    public CacheStore cache() {
        return quick.cache();
    }

    @Override
    public LeaseStore leases() {
        return quick.leases();
    }

    @Override
    public @Nullable LimitStore limits() {
        return quick.limits();
    }

    @Override
    public UserStore users() {
        return new SqlUsers(database.get());
    }

    @Override
    public TenantStore tenants() {
        return new SqlTenants(database.get());
    }

    @Override
    public AuditLog audit() {
        return new SqlAudit(database.get());
    }

    /** Which instances are there. For a center, like the four that follow. */
    public RegistryStore registry() {
        return center.registry();
    }

    /** What centers tell each other. */
    public NewsStore news() {
        return center.news();
    }

    /** Who may come with which service key. */
    public ServiceKeyStore keys() {
        return new SqlKeys(database.get());
    }

    /** Which instances are there for good. */
    public StandingStore standing() {
        return new SqlStanding(database.get());
    }

    /** Which interfaces cells offer; copied to Redis if there is one. */
    public InterfaceStore interfaces() {
        return center.interfaces(new SqlInterfaces(database.get()));
    }

    @Override
    public boolean isShared() {
        return quick.limits() != null;
    }

    @Override
    public List<StoreFigure> figures() {
        List<StoreFigure> all = new ArrayList<>(figures.get());
        all.addAll(database.figures());
        all.addAll(center.figures());
        return all;
    }

    @Override
    public void close() {
        center.close();
        database.close();
        end.run();
    }
}
