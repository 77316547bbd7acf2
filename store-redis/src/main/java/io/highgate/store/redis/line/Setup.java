package io.highgate.store.redis.line;

import io.highgate.base.unit.HostPort;
import io.highgate.base.unit.Secret;
import io.highgate.store.redis.spec.RedisPlace.Sentinels;
import io.highgate.store.redis.spec.RedisSpec;
import io.highgate.store.redis.spec.RedisSpec.RedisTls;
import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.MaintNotificationsConfig;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SslOptions;
import io.lettuce.core.SslVerifyMode;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.TimeoutOptions.TimeoutSource;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.metrics.CommandLatencyRecorder;
import io.lettuce.core.protocol.CommandType;
import io.lettuce.core.protocol.RedisCommand;
import io.lettuce.core.resource.ClientResources;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says to Lettuce what a spec wants. Stateless. */
final class Setup {

    static final RedisCodec<String, byte[]> CODEC = RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE);

    /** TCP's part of a new connection; what follows has the time of a command. */
    private static final Duration CONNECT = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(Setup.class);

    private static final int THREADS = 2;
    private static final long CLOSING_MILLIS = 2_000;

    /** Without it, a connection that is being made while its threads end would be left open by them. */
    private static final long QUIET_MILLIS = 50;

    private Setup() {}

    static ClientResources resources() {
        return ClientResources.builder()
                .ioThreadPoolSize(THREADS)
                .computationThreadPoolSize(THREADS)
                .commandLatencyRecorder(CommandLatencyRecorder.disabled())
                .build();
    }

    /** Waits until nothing is left of it, for a moment at most. */
    static void close(AbstractRedisClient client, ClientResources resources) {
        await(client.shutdownAsync(QUIET_MILLIS, CLOSING_MILLIS, TimeUnit.MILLISECONDS));
        await(resources.shutdown(0, CLOSING_MILLIS, TimeUnit.MILLISECONDS));
    }

    private static void await(Future<?> closed) {
        try {
            closed.get(CLOSING_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("Threads of the connection to Redis have not ended in time", e);
        }
    }

    /** A server. */
    static RedisURI server(RedisSpec spec, HostPort address) {
        return withLogin(spec, sentinel(spec, address));
    }

    private static RedisURI sentinel(RedisSpec spec, HostPort address) {
        RedisURI uri = RedisURI.create(address.host(), address.port());
        return withTransport(spec, uri);
    }

    /** Whichever server is the master; the password is not told to Sentinels. */
    static RedisURI master(RedisSpec spec, Sentinels place) {
        RedisURI.Builder builder = RedisURI.builder();
        place.addresses().forEach(it -> builder.withSentinel(sentinel(spec, it)));
        RedisURI uri = builder.withSentinelMasterId(place.master()).build();
        return withLogin(spec, withTransport(spec, uri));
    }

    private static RedisURI withTransport(RedisSpec spec, RedisURI uri) {
        uri.setSsl(spec.tls() != null);
        uri.setVerifyPeer(SslVerifyMode.FULL);
        uri.setTimeout(spec.commandTime());
        return uri;
    }

    private static RedisURI withLogin(RedisSpec spec, RedisURI uri) {
        Secret password = spec.password();
        if (password != null && spec.user() != null) {
            uri.setAuthentication(spec.user(), password.reveal().toCharArray());
        } else if (password != null) {
            uri.setAuthentication(password.reveal().toCharArray());
        }
        return uri;
    }

    static void options(ClientOptions.Builder options, RedisSpec spec) {
        options.autoReconnect(false)
                .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
                .requestQueueSize(spec.mostWaiting())
                .maintNotificationsConfig(MaintNotificationsConfig.disabled())
                .socketOptions(SocketOptions.builder().connectTimeout(CONNECT).build())
                .timeoutOptions(TimeoutOptions.builder()
                        .timeoutSource(new OwnCommands(spec.commandTime()))
                        .build());
        RedisTls tls = spec.tls();
        if (tls != null) {
            SslOptions.Builder ssl = SslOptions.builder().jdkSslProvider().handshakeTimeout(CONNECT);
            if (tls.trust() != null) {
                ssl.trustManager(tls.trust().toFile());
            }
            options.sslOptions(ssl.build());
        }
    }

    /** Commands of adapters have their time from {@link Call}; those that keep the link have it from Lettuce. */
    private static final class OwnCommands extends TimeoutSource {

        private static final Set<CommandType> OWN = Set.of(CommandType.PING, CommandType.SUBSCRIBE);

        private final long millis;

        OwnCommands(Duration time) {
            this.millis = time.toMillis();
        }

        @Override
        public long getTimeout(RedisCommand<?, ?, ?> command) {
            return command.getType() instanceof CommandType type && OWN.contains(type) ? millis : 0;
        }

        @Override
        public TimeUnit getTimeUnit() {
            return TimeUnit.MILLISECONDS;
        }
    }
}
