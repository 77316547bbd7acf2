package io.highgate.app.process;

import com.sun.management.OperatingSystemMXBean;
import io.highgate.app.life.RegistryFile;
import io.highgate.app.stores.ProcessStores;
import io.highgate.app.stores.StoreAddresses;
import io.highgate.base.time.Ticker;
import io.highgate.gateway.Gateway;
import io.highgate.gateway.Keeping;
import io.highgate.gateway.center.Center;
import io.highgate.gateway.flow.LoopThreads;
import io.highgate.gateway.flow.Transport;
import io.highgate.gateway.tls.TlsProvider;
import io.highgate.model.ocelot.read.OcelotReader;
import io.highgate.model.read.ConfigReader;
import io.highgate.model.spec.GatewaySpec;
import io.highgate.registries.Means;
import io.highgate.registries.Openers;
import io.highgate.registries.Registries;
import io.highgate.registries.consul.ConsulRegistry;
import io.highgate.registries.eureka.EurekaRegistry;
import io.highgate.registries.kubernetes.KubernetesRegistry;
import io.highgate.registries.nacos.NacosRegistry;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import org.slf4j.LoggerFactory;

/** Puts the parts together: the only place that knows them all. Stateless. */
public final class Wiring {

    /** The exit code of a process that has lost an event loop. */
    private static final int LOST = 70;

    /** For users in the database, hashing of passwords and the like. */
    private static final int BLOCKING = 8;

    private static final int WAITING = 256;

    private Wiring() {}

    /** A reader of native and Ocelot files. */
    public static ConfigReader reader() {
        return new ConfigReader(
                (tree, options, authenticators, problems) ->
                        new OcelotReader(options.compat(), options.lenient()).read(tree, authenticators, problems),
                InstantSource.system(),
                StoreAddresses::check);
    }

    /**
     * An event loop has ended, for want of memory most likely: its connections would hang for ever,
     * and new ones too. A process that has ended is noticed, and started again.
     */
    private static void lost(Thread loop, Throwable reason) {
        LoggerFactory.getLogger(Wiring.class).error("{} has ended, and so does the process", loop.getName(), reason);
        Runtime.getRuntime().halt(LOST);
    }

    /**
     * A gateway of this machine: one event loop for each core, on its best transport.
     *
     * @param stateFolder where its database is, if nothing else is configured
     */
    public static Gateway gateway(Path stateFolder) {
        return new Gateway(new Gateway.Means(
                transport(),
                Runtime.getRuntime().availableProcessors(),
                new LoopThreads("loop-", false, Wiring::lost),
                daemons(2, "background-"),
                daemons(4, "resolving-"),
                Ticker.system(),
                InstantSource.system(),
                new SplittableRandom(),
                System.out,
                Wiring::tls,
                new Keeping(spec -> stores(spec, stateFolder), blocking(), new SecureRandom(), cpu()),
                new Center.Means(daemons(2, "center-"), new RegistryFile(stateFolder)),
                registries()));
    }

    /** Registries of others: here their adapters are named, one for each kind. */
    private static Registries registries() {
        Means means = new Means(
                Ticker.system(), Thread.ofVirtual().name("registry-", 0).factory(), new Random());
        return new Registries(
                new Openers(EurekaRegistry::new, ConsulRegistry::new, NacosRegistry::new, KubernetesRegistry::new),
                means);
    }

    /** How much of the host's processors is in use since it was asked last. */
    private static DoubleSupplier cpu() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean host
                ? host::getCpuLoad
                : () -> -1;
    }

    /** The stores that a configuration names, with a database in this folder if it names none. */
    public static ProcessStores stores(GatewaySpec spec, Path stateFolder) {
        ProcessStores.Means means =
                new ProcessStores.Means(Ticker.system(), InstantSource.system(), daemons(1, "stores-"), stateFolder);
        return ProcessStores.open(spec.stores(), means);
    }

    /** Some threads and a bounded queue: what is too much is refused at once, instead of waiting for its turn. */
    private static ExecutorService blocking() {
        ThreadPoolExecutor executor = new ThreadPoolExecutor(
                BLOCKING,
                BLOCKING,
                1,
                TimeUnit.MINUTES,
                new ArrayBlockingQueue<>(WAITING),
                Thread.ofPlatform().name("blocking-", 0).daemon().factory());
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }

    /** {@code -Dhighgate.tls=jdk} does without the native library, which takes time to load: only who needs TLS asks. */
    private static TlsProvider tls() {
        return "jdk".equals(System.getProperty("highgate.tls")) ? TlsProvider.JDK : TlsProvider.best();
    }

    /** {@code -Dhighgate.transport=epoll} (io_uring, nio) chooses another than the best. */
    private static Transport transport() {
        String asked = System.getProperty("highgate.transport", "");
        return asked.isEmpty() ? Transport.best() : Transport.valueOf(asked.toUpperCase(Locale.ROOT));
    }

    /** Threads for what may wait: answering operators, looking up names. They keep no process alive. */
    private static ScheduledExecutorService daemons(int count, String name) {
        return Executors.newScheduledThreadPool(
                count, Thread.ofPlatform().name(name, 0).daemon().factory());
    }
}
