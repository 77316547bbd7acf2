package io.highgate.store.redis.spec;

import io.highgate.base.problem.Place;
import io.highgate.base.problem.Problems;
import io.highgate.base.unit.HostPort;
import io.highgate.base.unit.Secret;
import io.highgate.store.redis.spec.RedisSpec.RedisTls;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads where Redis is, as people write it: {@code redis://[[user]:password@]host[:port][/db]},
 * {@code redis-sentinel://[[user]:password@]host[:port],...[/db]#master} and
 * {@code redis-cluster://[[user]:password@]host[:port],...}; with {@code rediss} in place of
 * {@code redis} over TLS. Names every problem, and never quotes what may be part of a password.
 * Confined to one thread.
 */
public final class RedisUrl {

    private static final int SERVER_PORT = 6379;
    private static final int SENTINEL_PORT = 26_379;
    private static final int MOST_HOSTS = 100;
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]{0,252})|\\[[0-9A-Fa-f:.%]{2,60}]");
    private static final Pattern DATABASE = Pattern.compile("[0-9]{1,5}");
    private static final Pattern MASTER = Pattern.compile("[A-Za-z0-9._-]{1,200}");

    private final Place place;
    private final Problems problems;

    private RedisUrl(Place place, Problems problems) {
        this.place = place;
        this.problems = problems;
    }

    /**
     * Reads one.
     *
     * @param place where the text stands
     * @return null if there are problems, which are added to the others
     */
    public static @Nullable RedisSpec read(String text, Place place, Problems problems) {
        int before = problems.errorCount();
        RedisSpec spec = new RedisUrl(place, problems).read(text.strip());
        return problems.errorCount() > before ? null : spec;
    }

    private @Nullable RedisSpec read(String text) {
        int end = text.indexOf("://");
        String scheme = end < 0 ? "" : text.substring(0, end).toLowerCase(Locale.ROOT);
        boolean tls = scheme.equals("rediss") || scheme.startsWith("rediss-");
        String kind = tls ? "redis" + scheme.substring("rediss".length()) : scheme;
        if (!List.of("redis", "redis-sentinel", "redis-cluster").contains(kind)) {
            wrong("the store begins with redis://, redis-sentinel:// or redis-cluster://,"
                    + " or with rediss in place of redis for TLS");
            return null;
        }
        String rest = text.substring(end + 3);
        int at = rest.lastIndexOf('@');
        String[] who = who(at < 0 ? null : rest.substring(0, at));
        RedisPlace found = place(kind, rest.substring(at + 1));
        return found == null
                ? null
                : new RedisSpec(
                        found,
                        who[0].isEmpty() ? null : who[0],
                        who[1].isEmpty() ? null : new Secret(who[1]),
                        tls ? new RedisTls(null) : null,
                        RedisSpec.COMMAND_TIME,
                        RedisSpec.MOST_WAITING);
    }

    private void wrong(String message) {
        problems.error(place, message);
    }

    /** User and password. */
    private String[] who(@Nullable String text) {
        if (text == null) {
            return new String[] {"", ""};
        }
        int colon = text.indexOf(':');
        String password = colon < 0 ? "" : text.substring(colon + 1);
        if (password.isEmpty()) {
            wrong("before @ stands user:password, or :password without a user");
        }
        return new String[] {decoded(colon < 0 ? "" : text.substring(0, colon)), decoded(password)};
    }

    private String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            wrong("in user and password, % stands before two hexadecimal digits; % itself is written %25");
            return "";
        }
    }

    private @Nullable RedisPlace place(String kind, String text) {
        int hash = text.indexOf('#');
        String master = hash < 0 ? "" : text.substring(hash + 1);
        String path = hash < 0 ? text : text.substring(0, hash);
        if (path.indexOf('?') >= 0) {
            wrong("nothing can be said after ?");
            return null;
        }
        int slash = path.indexOf('/');
        boolean sentinel = kind.equals("redis-sentinel");
        List<HostPort> hosts =
                hosts(slash < 0 ? path : path.substring(0, slash), sentinel ? SENTINEL_PORT : SERVER_PORT);
        int database = database(slash < 0 ? "" : path.substring(slash + 1));
        if (sentinel ? !MASTER.matcher(master).matches() : hash >= 0) {
            wrong(
                    sentinel
                            ? "the name of the master is missing: redis-sentinel://host:port#master"
                            : "only redis-sentinel:// names a master after #");
            return null;
        }
        if (hosts.isEmpty()) {
            return null;
        }
        return switch (kind) {
            case "redis-sentinel" -> new RedisPlace.Sentinels(hosts, master, database);
            case "redis-cluster" -> cluster(hosts, database);
            default -> one(hosts, database);
        };
    }

    private RedisPlace cluster(List<HostPort> hosts, int database) {
        if (database != 0) {
            wrong("a cluster has no databases; leave out what stands after /");
        }
        return new RedisPlace.Cluster(hosts);
    }

    private RedisPlace one(List<HostPort> hosts, int database) {
        if (hosts.size() > 1) {
            wrong("redis:// has one host; several belong to redis-cluster:// or redis-sentinel://");
        }
        return new RedisPlace.One(hosts.getFirst(), database);
    }

    private int database(String text) {
        if (text.isEmpty()) {
            return 0;
        }
        if (!DATABASE.matcher(text).matches()) {
            wrong("after / stands the number of a database, 0 to 99999");
            return 0;
        }
        return Integer.parseInt(text);
    }

    private List<HostPort> hosts(String text, int port) {
        String[] all = text.split(",", MOST_HOSTS + 1);
        if (all.length > MOST_HOSTS) {
            wrong("more than " + MOST_HOSTS + " hosts are named; some are enough, they know the others");
            return List.of();
        }
        List<HostPort> hosts = new ArrayList<>();
        for (int i = 0; i < all.length; i++) {
            HostPort host = host(all[i].strip(), port);
            if (host == null) {
                // It is not quoted: who forgets @ has written the password here.
                wrong("host " + (i + 1) + " is not host:port with a port from 1 to 65535; IPv6 needs brackets");
            } else {
                hosts.add(host);
            }
        }
        return hosts;
    }

    private static @Nullable HostPort host(String text, int defaultPort) {
        int colon = text.lastIndexOf(':');
        boolean hasPort = colon > text.lastIndexOf(']');
        if (!HOST.matcher(hasPort ? text.substring(0, colon) : text).matches()) {
            return null;
        }
        try {
            HostPort found = HostPort.parse(text, defaultPort);
            return found.port() == 0 ? null : found;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
