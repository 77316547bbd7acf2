package io.highgate.gateway.route;

import io.highgate.base.unit.AddressRange;
import io.highgate.gateway.ask.Supposed;
import io.highgate.model.spec.WindowSpec;
import io.highgate.model.spec.WindowSpec.Day;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static io.highgate.gateway.route.Requests.get;
import static io.highgate.gateway.route.Routes.route;
import static io.highgate.gateway.route.Routes.table;
import static org.assertj.core.api.Assertions.assertThat;

/** Routes for some clients, or for some of the time. */
class AroundTest {

    private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z"); // a Wednesday

    private static Supposed asked(String client, Instant now) {
        return new Supposed(get("/a"), InetAddress.ofLiteral(client), now);
    }

    private static String taken(RouteTable table, Supposed asked) {
        RouteMatch match = new RouteMatch();
        return table.match(asked, match) ? match.route().name() : "none";
    }

    private static List<AddressRange> blocks(String... texts) {
        return java.util.Arrays.stream(texts).map(AddressRange::parse).toList();
    }

    private static RouteTable within(String from, String to, String zone, Day... days) {
        return table(
                route("all", "/a"),
                route("window", "/a").with("windows", List.of(new WindowSpec(from, to, List.of(days), zone))));
    }

    @ParameterizedTest
    @CsvSource({
        "10.1.2.3, inside",
        "10.9.9.9, all",
        "192.168.0.1, all",
        "11.0.0.1, all",
        "fd00::1, inside",
        "fe80::1, all"
    })
    void aRouteForSomeClientsLetsTheNextOneHaveTheOthers(String client, String route) {
        RouteTable table = table(
                route("all", "/a"),
                route("inside", "/a")
                        .with("clients", blocks("10.0.0.0/8", "fd00::/8"))
                        .with("exceptClients", blocks("10.9.0.0/16")));
        assertThat(taken(table, asked(client, NOON))).isEqualTo(route);
    }

    @ParameterizedTest
    @CsvSource({
        // from, to, time, route
        "08:00, 18:00, 2026-03-04T07:59:59Z, all",
        "08:00, 18:00, 2026-03-04T08:00:00Z, window",
        "08:00, 18:00, 2026-03-04T17:59:59Z, window",
        "08:00, 18:00, 2026-03-04T18:00:00Z, all",
        "22:00, 06:00, 2026-03-04T21:59:59Z, all",
        "22:00, 06:00, 2026-03-04T23:00:00Z, window",
        "22:00, 06:00, 2026-03-04T05:59:59Z, window",
        "22:00, 06:00, 2026-03-04T06:00:00Z, all",
        "00:00, 24:00, 2026-03-04T23:59:59Z, window"
    })
    void aWindowIncludesItsBeginningAndNotItsEnd(String from, String to, String at, String route) {
        assertThat(taken(within(from, to, "UTC"), asked("::1", Instant.parse(at))))
                .isEqualTo(route);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-06T23:00:00Z, window", // Friday night
        "2026-03-07T05:00:00Z, window", // still that night
        "2026-03-07T23:00:00Z, all",
        "2026-03-06T05:00:00Z, all", // the night that began on Thursday
        "1969-12-26T23:00:00Z, window" // a Friday, too
    })
    void aNightBelongsToTheDayOnWhichItBegins(String at, String route) {
        assertThat(taken(within("22:00", "06:00", "UTC", Day.FRI), asked("::1", Instant.parse(at))))
                .isEqualTo(route);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-15T07:30:00Z, window", // 08:30 in winter
        "2026-07-15T07:30:00Z, all", // 09:30 in summer
        "2026-07-15T06:30:00Z, window",
        "2026-01-15T06:30:00Z, all"
    })
    void aWindowGoesByTheClockOfItsZone(String at, String route) {
        assertThat(taken(within("08:00", "09:00", "Europe/Berlin"), asked("::1", Instant.parse(at))))
                .isEqualTo(route);
    }

    /** On 29 March 2026 the clocks of Berlin go from 02:00 to 03:00, on 25 October from 03:00 back to 02:00. */
    @Test
    void anHourThatIsSkippedNeverIsAndOneThatIsRepeatedIsTwice() {
        RouteTable table = within("02:00", "03:00", "Europe/Berlin");
        assertThat(taken(table, asked("::1", Instant.parse("2026-03-29T00:59:59Z"))))
                .isEqualTo("all");
        assertThat(taken(table, asked("::1", Instant.parse("2026-03-29T01:00:00Z"))))
                .isEqualTo("all");
        assertThat(taken(table, asked("::1", Instant.parse("2026-10-25T00:30:00Z"))))
                .isEqualTo("window");
        assertThat(taken(table, asked("::1", Instant.parse("2026-10-25T01:30:00Z"))))
                .isEqualTo("window");
        assertThat(taken(table, asked("::1", Instant.parse("2026-10-25T02:30:00Z"))))
                .isEqualTo("all");
    }

    @Test
    void explainSaysWhyARouteIsNotThere() {
        RouteTable table = table(
                route("all", "/a"),
                route("inside", "/a").with("clients", blocks("10.0.0.0/8")),
                route("outside", "/a").with("exceptClients", blocks("127.0.0.0/8")),
                route("night", "/a")
                        .with("windows", List.of(new WindowSpec("22:00", "06:00", List.of(Day.SUN), "UTC"))));
        String text = table.explain(asked("127.0.0.1", NOON), "http").toText();
        assertThat(text)
                .contains("route all")
                .contains("not inside (/a): client 127.0.0.1 is not among clients 10.0.0.0/8\n")
                .contains("not outside (/a): client 127.0.0.1 is among exceptClients 127.0.0.0/8\n")
                .contains("not night (/a): it is Wed 12:00 in UTC, outside 22:00 to 06:00 sun in UTC\n");
        assertThat(table.explain(asked("10.0.0.1", NOON), "http").toText())
                .contains("route inside")
                .contains("not all (/a): fewer conditions on clients and times (0 < 1)\n");
    }
}
