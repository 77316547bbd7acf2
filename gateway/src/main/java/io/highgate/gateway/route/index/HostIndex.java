package io.highgate.gateway.route.index;

import io.highgate.gateway.http.Octets;
import io.highgate.gateway.http.RequestHead;
import io.highgate.gateway.route.path.OctetMap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Path indexes by host: exact names first, then wildcards from the longest to the shortest, then
 * routes for every host; a less specific host is asked only when no route of the more specific
 * ones matches. Port, letter case and a final dot do not matter. Immutable.
 */
public final class HostIndex {

    private final OctetMap<PathIndex> exact;
    private final OctetMap<PathIndex> suffixes;
    private final int longestExact;
    private final int longestSuffix;
    private final @Nullable PathIndex everyHost;

    public HostIndex(List<Candidate> bestFirst) {
        Map<String, List<Candidate>> exactly = new LinkedHashMap<>();
        Map<String, List<Candidate>> bySuffix = new LinkedHashMap<>();
        List<Candidate> every = new ArrayList<>();
        for (Candidate candidate : bestFirst) {
            List<String> hosts = candidate.route().spec().hosts();
            if (hosts.isEmpty()) {
                every.add(candidate);
            }
            for (String host : hosts.stream().map(HostIndex::folded).distinct().toList()) {
                if (host.equals("*")) {
                    every.add(candidate);
                } else if (host.startsWith("*.")) {
                    list(bySuffix, host.substring(1)).add(candidate);
                } else {
                    list(exactly, host).add(candidate);
                }
            }
        }
        this.exact = new OctetMap<>(indexes(exactly));
        this.suffixes = new OctetMap<>(indexes(bySuffix));
        this.longestExact = longest(exactly);
        this.longestSuffix = longest(bySuffix);
        this.everyHost = every.isEmpty() ? null : PathIndex.of(every);
    }

    static String folded(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }

    private static List<Candidate> list(Map<String, List<Candidate>> lists, String key) {
        return lists.computeIfAbsent(key, ignored -> new ArrayList<>());
    }

    private static Map<String, PathIndex> indexes(Map<String, List<Candidate>> lists) {
        Map<String, PathIndex> indexes = new LinkedHashMap<>();
        lists.forEach((host, candidates) -> indexes.put(host, PathIndex.of(candidates)));
        return indexes;
    }

    private static int longest(Map<String, ?> byHost) {
        return byHost.keySet().stream().mapToInt(String::length).max().orElse(0);
    }

    /** Lets the walk look for its request's best candidate; whether there is one. */
    public boolean search(RequestHead head, Walk walk) {
        byte[] in = head.headers().bytes();
        int start = head.hostStart();
        int end = nameEnd(in, start, head.hostEnd());
        if (end - start <= longestExact && end > start) {
            PathIndex index = exact.find(in, start, end, hash(in, start, end), true);
            if (index != null && walk.search(index)) {
                return true;
            }
        }
        // A suffix is looked up only if the configuration has one as long: a host name of very
        // many labels costs no more than its longest wildcard.
        for (int at = Math.max(start + 1, end - longestSuffix); at < end; at++) {
            if (in[at] == '.') {
                PathIndex index = suffixes.find(in, at, end, hash(in, at, end), true);
                if (index != null && walk.search(index)) {
                    return true;
                }
            }
        }
        return everyHost != null && walk.search(everyHost);
    }

    private static int hash(byte[] in, int start, int end) {
        int hash = 0;
        for (int i = start; i < end; i++) {
            hash = OctetMap.step(hash, Octets.lower(in[i]));
        }
        return hash;
    }

    /** Where the name ends: before the port, the colons of an IPv6 address being in brackets. */
    static int nameEnd(byte[] in, int start, int end) {
        int at = end;
        while (at > start && in[at - 1] >= '0' && in[at - 1] <= '9') {
            at--;
        }
        int name = at > start && in[at - 1] == ':' ? at - 1 : end;
        return name > start && in[name - 1] == '.' ? name - 1 : name;
    }
}
