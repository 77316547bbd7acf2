package io.highgate.gateway.migrate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/**
 * Ocelot files without mistakes, from few words, so that their routes meet often. Immutable.
 *
 * @param json the text of the file
 * @param templates of its routes
 */
record AnyOcelotFile(String json, List<String> templates) {

    private static final Arbitrary<String> LITERAL = Arbitraries.of("a", "b", "A", "api", "v1.0");

    /** Where a route may be sent to, with # for the number of a placeholder that is there. */
    private static final Arbitrary<List<String>> DOWNSTREAM = Arbitraries.of("/d", "/{#}", "/x-{#}", "/e/", "/")
            .list()
            .ofMinSize(1)
            .ofMaxSize(3);

    private static final Arbitrary<String> DOWNSTREAM_QUERY =
            Arbitraries.of("", "", "", "?k=1", "?k={#}", "?p0={#}&k=1", "?id=1&{#}");

    /** What decides on a route besides its template. Immutable. */
    private record Terms(String methods, String host, int priority, boolean caseSensitive, String more) {}

    private record Templates(String upstream, String downstream) {}

    static Arbitrary<AnyOcelotFile> files(boolean with25) {
        Arbitrary<String> route = Combinators.combine(paths(), terms(with25)).as(AnyOcelotFile::route);
        Arbitrary<List<String>> routes = route.list().ofMinSize(1).ofMaxSize(6);
        return Combinators.combine(routes, aggregate().list().ofMaxSize(1), Arbitraries.of(true, false))
                .as((r, a, base) -> file(r, a, base));
    }

    private static AnyOcelotFile file(List<String> routes, List<String> aggregates, boolean baseUrl) {
        Map<String, String> byTemplate = new LinkedHashMap<>();
        routes.forEach(it -> byTemplate.putIfAbsent(template(it), it));
        List<String> kept = new ArrayList<>();
        for (String one : byTemplate.values()) {
            kept.add(one.replace("\"Key\": \"\"", "\"Key\": \"r" + kept.size() + "\""));
        }
        List<String> free = aggregates.stream()
                .filter(it -> !byTemplate.containsKey(template(it)))
                .toList();
        String json = "{\"Routes\": [\n" + String.join(",\n", kept) + "],\n\"Aggregates\": ["
                + String.join(",\n", free) + "]"
                + (baseUrl ? ", \"GlobalConfiguration\": {\"BaseUrl\": \"http://base.test\"}" : "") + "}";
        List<String> templates = new ArrayList<>(byTemplate.keySet());
        free.forEach(it -> templates.add(template(it)));
        return new AnyOcelotFile(json, templates);
    }

    private static String template(String entry) {
        String key = "\"UpstreamPathTemplate\": \"";
        int start = entry.indexOf(key) + key.length();
        return entry.substring(start, entry.indexOf('"', start));
    }

    private static String route(Templates templates, Terms terms) {
        return "{\"Key\": \"\", \"UpstreamPathTemplate\": \"" + templates.upstream()
                + "\", \"DownstreamPathTemplate\": \"" + templates.downstream()
                + "\", \"DownstreamScheme\": \"http\", \"DownstreamHostAndPorts\": [{\"Host\": \"h\", \"Port\": 80}]"
                + ", \"UpstreamHttpMethod\": [" + terms.methods() + "], \"UpstreamHost\": " + terms.host()
                + ", \"Priority\": " + terms.priority() + ", \"RouteIsCaseSensitive\": " + terms.caseSensitive()
                + terms.more() + "}";
    }

    private static Arbitrary<String> aggregate() {
        return Combinators.combine(upstream(), Arbitraries.integers().between(0, 3))
                .as((template, priority) -> "{\"RouteKeys\": [\"r0\"], \"UpstreamPathTemplate\": \"" + template
                        + "\", \"UpstreamHttpMethod\": [\"Get\"], \"Priority\": " + priority + "}");
    }

    private static Arbitrary<Terms> terms(boolean with25) {
        Arbitrary<String> methods = Arbitraries.of("", "", "\"GET\"", "\"Get\", \"POST\"", "\"DELETE\"", "\"HEAD\"");
        Arbitrary<String> host = Arbitraries.of("null", "null", "null", "null", "\"one.test\"", "\"two.test\"");
        List<String> more = new ArrayList<>(List.of(
                "",
                "",
                ", \"UpstreamHeaderTransform\": {\"X-From\": \"{RemoteIpAddress}\", \"Y\": \"a,b\"}",
                ", \"DownstreamHeaderTransform\": {\"Location\": \"{DownstreamBaseUrl}, {BaseUrl}\", \"Z\": \"1: #\"}",
                ", \"LoadBalancerOptions\": {\"Type\": \"LeastConnection\"}",
                ", \"QoSOptions\": {\"TimeoutValue\": 1500}"));
        if (with25) {
            more.add(", \"UpstreamHeaderTemplates\": {\"X-Version\": \"v{header:number}\"}");
            more.add(", \"UpstreamHeaderTemplates\": {\"X-Version\": \"V2\"}");
        }
        return Combinators.combine(
                        methods,
                        host,
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.of(true, false),
                        Arbitraries.of(more))
                .as(Terms::new);
    }

    private static Arbitrary<String> upstream() {
        Arbitrary<String> segment =
                Arbitraries.oneOf(LITERAL, LITERAL, Arbitraries.of("{#}", "{#}", "v{#}", "{#}.json"));
        Arbitrary<String> path = segment.list().ofMaxSize(4).map(it -> "/" + String.join("/", it));
        Arbitrary<String> slash = Arbitraries.of("", "", "/");
        Arbitrary<String> query =
                Arbitraries.of("", "", "", "", "?id={#}", "?{#}", "?k=1", "?id={#}&k={#}", "?id={#}&k=1");
        return Combinators.combine(path, slash, query)
                .as((p, s, q) -> numbered((p.equals("/") ? p : p + s) + q))
                .filter(it -> !it.equals("/?"));
    }

    private static Arbitrary<Templates> paths() {
        return Combinators.combine(upstream(), DOWNSTREAM, DOWNSTREAM_QUERY)
                .as((up, path, query) -> new Templates(up, downstream(up, String.join("", path) + query)));
    }

    /** Each # becomes the next number: a placeholder is there only once. */
    private static String numbered(String template) {
        StringBuilder text = new StringBuilder();
        int number = 0;
        for (String piece : template.splitWithDelimiters("#", 0)) {
            text.append(piece.equals("#") ? "p" + number++ : piece);
        }
        return text.toString();
    }

    /** Keeps only placeholders that have a value. */
    private static String downstream(String upstream, String template) {
        long there = upstream.chars().filter(c -> c == '{').count();
        String wanted = numbered(template).replaceAll("/{2,}", "/");
        List<String> pieces = List.of(wanted.splitWithDelimiters("\\{p[0-9]+}", 0));
        return pieces.stream()
                .map(it ->
                        it.startsWith("{p") && Integer.parseInt(it.substring(2, it.length() - 1)) >= there ? "n" : it)
                .collect(Collectors.joining());
    }
}
