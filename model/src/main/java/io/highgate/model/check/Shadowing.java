package io.highgate.model.check;

import io.highgate.base.unit.AddressRange;
import io.highgate.model.path.PathTemplate;
import io.highgate.model.spec.MatchSpec;
import io.highgate.model.spec.RouteSpec;
import io.highgate.model.spec.WindowSpec;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Finds routes that never get a request, because routes before them mean the same requests. Only
 * equal matches are found, whatever their captures are called; that one match contains another is
 * for {@code explain} to say. Pure.
 */
final class Shadowing {

    private Shadowing() {}

    static void check(List<RouteSpec> routes, Report report) {
        Map<Match, Integer> taken = new HashMap<>();
        IntStream.range(0, routes.size())
                .boxed()
                .sorted(Comparator.comparingLong(
                        (Integer i) -> -(long) routes.get(i).priority()))
                .forEach(i -> one(i, routes, taken, report));
    }

    private static void one(int index, List<RouteSpec> routes, Map<Match, Integer> taken, Report report) {
        Integer first = null;
        boolean all = true;
        for (Match match : Match.of(routes.get(index))) {
            Integer owner = taken.putIfAbsent(match, index);
            all &= owner != null;
            first = first == null ? owner : first;
        }
        if (all && first != null) {
            RouteSpec winner = routes.get(first);
            String path = "routes[" + index + "]";
            report.warning(
                    path,
                    "route '%s' never gets a request: '%s' (%s) matches the same and comes first"
                            .formatted(
                                    routes.get(index).name(),
                                    winner.name(),
                                    report.other("routes[" + first + "]", path)));
        }
    }

    /** From where and when a route can be reached. */
    private record Moment(Set<AddressRange> clients, Set<AddressRange> except, Set<WindowSpec> windows) {

        static Moment of(RouteSpec route) {
            return new Moment(
                    new HashSet<>(route.clients()),
                    new HashSet<>(route.exceptClients()),
                    new HashSet<>(route.windows()));
        }
    }

    /** One path of a route with everything else that it asks for. */
    private record Match(
            Set<String> hosts,
            String path,
            Set<String> methods,
            Set<MatchSpec> headers,
            Set<MatchSpec> query,
            Moment moment) {

        static List<Match> of(RouteSpec route) {
            List<String> paths = route.paths().isEmpty() ? List.of("") : route.paths();
            return paths.stream()
                    .distinct()
                    .map(path -> new Match(
                            lower(route.hosts()),
                            shape(path, route.caseSensitive()),
                            methods(route),
                            new HashSet<>(route.headers()),
                            new HashSet<>(route.query()),
                            Moment.of(route)))
                    .distinct()
                    .toList();
        }

        /** A GET that serves HEAD, too, is another word than one that does not. */
        private static Set<String> methods(RouteSpec route) {
            Set<String> methods = new TreeSet<>(route.methods());
            if (!route.headWithGet() && methods.remove("GET")) {
                methods.add("GET without HEAD");
            }
            return methods;
        }

        private static Set<String> lower(List<String> hosts) {
            Set<String> lower = new TreeSet<>();
            hosts.forEach(it -> lower.add(it.toLowerCase(Locale.ROOT)));
            return lower;
        }

        /** The path with nameless captures; a path that cannot be read is like no other. */
        private static String shape(String path, boolean caseSensitive) {
            String nameless = path;
            if (!path.isEmpty() && !path.startsWith("~")) {
                try {
                    for (String name : PathTemplate.parse(path).captures()) {
                        nameless =
                                nameless.replaceFirst("\\{([*+]?)" + java.util.regex.Pattern.quote(name) + "}", "{$1}");
                    }
                } catch (IllegalArgumentException e) {
                    return path;
                }
            }
            return caseSensitive ? nameless : "any case " + nameless.toLowerCase(Locale.ROOT);
        }
    }
}
