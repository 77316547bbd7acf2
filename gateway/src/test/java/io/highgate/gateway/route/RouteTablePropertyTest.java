package io.highgate.gateway.route;

import io.highgate.gateway.http.RequestHead;
import io.highgate.gateway.route.LinearMatcher.Asked;
import io.highgate.gateway.route.LinearMatcher.Found;
import io.highgate.model.spec.MatchSpec;
import io.highgate.model.spec.RouteSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import static org.assertj.core.api.Assertions.assertThat;

/** The index finds what a linear search over all routes finds, with the same captures. */
class RouteTablePropertyTest {

    private static final String[] LITERALS = {"a", "b", "A", "ab", "a-b", "a.b"};
    private static final String[] METHODS = {"GET", "HEAD", "POST"};
    private static final String[] HOSTS = {"x.io", "*.io", "*.x.io", "a.x.io"};
    private static final String[] ASKED_HOSTS = {"x.io", "A.X.io", "b.a.x.io", "y.io", "io", "z.com"};

    @Property(tries = 500)
    void indexAgreesWithLinearSearch(@ForAll long seed) {
        Random random = new Random(seed);
        List<RouteSpec> routes = new ArrayList<>();
        int count = 1 + random.nextInt(30);
        for (int i = 0; i < count; i++) {
            routes.add(route("r" + i, random));
        }
        RouteTable table = RouteTable.compile(routes, List.of());
        RouteMatch match = new RouteMatch();
        for (int i = 0; i < 40; i++) {
            Asked asked = asked(random);
            RequestHead head = head(asked);
            Found expected = LinearMatcher.match(routes, asked);
            boolean found = table.match(Requests.asked(head), match);
            assertThat(found ? match.route().name() + " " + match.template() : "none")
                    .as("%s over %s", asked, routes)
                    .isEqualTo(expected == null ? "none" : expected.route().name() + " " + expected.template());
            if (expected != null) {
                assertThat(match.captures())
                        .as("%s by %s", asked, expected.template())
                        .isEqualTo(expected.captures());
            }
            Explanation explanation = table.explain(Requests.asked(head), "http");
            assertThat(
                            explanation.winner() == null
                                    ? "none"
                                    : explanation.winner().route())
                    .isEqualTo(expected == null ? "none" : expected.route().name());
            assertThat(explanation.losers()).allMatch(loser -> !loser.reasons().isEmpty());
        }
    }

    private static RouteSpec route(String name, Random random) {
        String[] paths = new String[random.nextInt(8) == 0 ? 0 : 1 + random.nextInt(2)];
        for (int i = 0; i < paths.length; i++) {
            paths[i] = random.nextInt(10) == 0 ? expression(random) : template(random);
        }
        Routes route = Routes.route(name, paths).priority(random.nextInt(6) == 0 ? random.nextInt(3) : 0);
        if (random.nextInt(3) == 0) {
            route.hosts(pick(HOSTS, random), pick(HOSTS, random));
        }
        if (random.nextInt(3) == 0) {
            route.methods(pick(METHODS, random), pick(METHODS, random));
        }
        if (random.nextInt(4) == 0) {
            route.withoutHead();
        }
        if (random.nextInt(4) == 0) {
            route.anyCase();
        }
        if (random.nextInt(4) == 0) {
            route.header(condition("h", random));
        }
        if (random.nextInt(4) == 0) {
            route.query(condition("q", random));
        }
        return route.spec();
    }

    private static MatchSpec condition(String name, Random random) {
        return new MatchSpec(name, random.nextBoolean() ? "1" : null, null, random.nextInt(4) == 0);
    }

    private static String expression(Random random) {
        return random.nextBoolean() ? "~/(?<c0>a|b)/.*" : "~/a(?:/(?<c0>[ab]+))?";
    }

    private static String template(Random random) {
        StringBuilder text = new StringBuilder();
        int segments = 1 + random.nextInt(4);
        int rest = random.nextInt(2) == 0 ? random.nextInt(segments) : -1;
        int captures = 0;
        for (int i = 0; i < segments; i++) {
            text.append('/');
            if (i == rest) {
                String capture = (random.nextBoolean() ? "{*c" : "{+c") + captures++ + "}";
                String before = switch (random.nextInt(6)) {
                    case 0 -> "a";
                    case 1 -> "{c" + captures++ + "}-";
                    default -> "";
                };
                String behind = switch (random.nextInt(6)) {
                    case 0 -> "b";
                    case 1 -> ".{c" + captures++ + "}";
                    default -> "";
                };
                text.append(before).append(capture).append(behind);
                continue;
            }
            switch (random.nextInt(7)) {
                case 0, 1 -> text.append("{c").append(captures++).append('}');
                case 2 -> text.append("a{c").append(captures++).append('}');
                case 3 ->
                    text.append("{c")
                            .append(captures++)
                            .append("}-{c")
                            .append(captures++)
                            .append('}');
                default -> text.append(pick(LITERALS, random));
            }
        }
        return text.append(rest < 0 && random.nextInt(6) == 0 ? "/" : "").toString();
    }

    private static Asked asked(Random random) {
        StringBuilder path = new StringBuilder();
        int segments = 1 + random.nextInt(5);
        for (int i = 0; i < segments; i++) {
            path.append('/');
            for (int j = random.nextInt(3); j >= 0; j--) {
                path.append(random.nextInt(3) == 0 ? "-" : random.nextInt(5) == 0 ? "." : pick(LITERALS, random));
            }
        }
        if (random.nextInt(6) == 0) {
            path.append('/');
        }
        Map<String, String> headers = new HashMap<>();
        Map<String, String> query = new HashMap<>();
        if (random.nextBoolean()) {
            headers.put("h", random.nextBoolean() ? "1" : "2");
        }
        if (random.nextBoolean()) {
            query.put("q", random.nextBoolean() ? "1" : "2");
        }
        return new Asked(pick(METHODS, random), pick(ASKED_HOSTS, random), path.toString(), headers, query);
    }

    private static RequestHead head(Asked asked) {
        String query = asked.query().containsKey("q") ? "?q=" + asked.query().get("q") : "";
        return Requests.request(asked.method(), asked.host(), asked.path() + query, asked.headers());
    }

    private static String pick(String[] from, Random random) {
        return from[random.nextInt(from.length)];
    }
}
