package io.highgate.model.ocelot.read;

import io.highgate.base.unit.AddressRange;
import io.highgate.model.ocelot.Compat;
import io.highgate.model.spec.AccessSpec;
import io.highgate.model.spec.AddressesSpec;
import io.highgate.model.spec.ClaimsSpec;
import io.highgate.model.spec.ClaimsSpec.ClaimSpec;
import io.highgate.model.spec.RouteSpec;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.highgate.model.ocelot.read.Reading.route;
import static io.highgate.model.ocelot.read.Reading.routes;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

/** Who may call a route of an Ocelot file, and what is told of who does. */
class OcelotAccessTest {

    private static final String BEARER = "'AuthenticationOptions': {'AuthenticationProviderKey': 'Bearer'}";

    private static Reading strict20(String file) {
        return Reading.read(file, Compat.OCELOT_20, false, Set.of("Bearer", "Keys"));
    }

    private static Reading strict25(String file) {
        return Reading.read(file, Compat.OCELOT_25, false, Set.of("Bearer", "Keys"));
    }

    private static Reading lenient20(String file) {
        return Reading.read(file, Compat.OCELOT_20, true, Set.of("Bearer", "Keys"));
    }

    private static AccessSpec access(RouteSpec route) {
        return requireNonNull(route.access());
    }

    @Test
    void aSchemeIsAnAuthenticatorOfThatName() {
        Reading reading = strict20(routes(
                route(
                        "/a/{id}",
                        "/b",
                        "'AuthenticationOptions': {'AuthenticationProviderKey': 'Bearer', 'AllowedScopes': ['r', 'w']},"
                                + "'RouteClaimsRequirement': {'UserType': 'registered', 'sub': '{id}'}"),
                route("/c")));
        assertThat(reading.problems().all()).isEmpty();
        List<RouteSpec> routes = reading.inOrder();
        assertThat(access(routes.getFirst()))
                .isEqualTo(new AccessSpec(
                        List.of("Bearer"),
                        false,
                        List.of("r", "w"),
                        List.of(),
                        Map.of("UserType", "registered", "sub", "{id}")));
        assertThat(routes.getFirst().upstream()).isEqualTo("h-80");
        assertThat(routes.getLast().access()).as("as the native files say").isNull();
    }

    @Test
    void claimsAreTakenApartAsOcelotDoes() {
        Reading reading = strict20(routes(route(
                "/me/{everything}",
                "/users/{userId}/{everything}",
                BEARER
                        + ",'AddClaimsToRequest': {'UserId': 'Claims[sub] > value[1] > |'},"
                        + "'AddHeadersToRequest': {'X-User': 'Claims[sub] > value[0] > |-', 'X-All': 'Claims[sub]>value'},"
                        + "'AddQueriesToRequest': {'location': 'Claims[http://schemas/location] > value > '},"
                        + "'ChangeDownstreamPathTemplate': {'userId': 'Claims[UserId] > value[7] >  '}")));
        assertThat(reading.problems().all()).isEmpty();
        assertThat(reading.only().claims())
                .isEqualTo(new ClaimsSpec(
                        Map.of("UserId", new ClaimSpec("sub", 1, "|")),
                        Map.of("X-User", new ClaimSpec("sub", 0, "|-"), "X-All", new ClaimSpec("sub", null, null)),
                        Map.of("location", new ClaimSpec("http://schemas/location", null, null)),
                        Map.of("userId", new ClaimSpec("UserId", null, null))));
        assertThat(Reading.to(reading.only())).isEqualTo("/users/{userId}/{everything}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'AddHeadersToRequest': {'X': 'sub'}",
                "'AddHeadersToRequest': {'X': 'Claims[sub]'}",
                "'AddQueriesToRequest': {'x': 'Claims[sub] > value[-1] > |'}",
                "'AddQueriesToRequest': {'x': 'Claims[] > value'}",
                "'AddClaimsToRequest': {'x': 'Claims[sub] > thing'}",
                "'ChangeDownstreamPathTemplate': {'x': ''}",
                "'RouteClaimsRequirement': {'sub': '{id}'}",
                "'RouteClaimsRequirement': {'sub': 'a-{x}'}",
            })
    void aClaimThatCannotBeReadIsRefusedAndItsRouteDoesNotRun(String setting) {
        String file = routes(route("/a/{x}", "/b", BEARER + "," + setting));
        assertThat(strict20(file).errors()).singleElement().asString().contains("ocelot.json:1:", "Routes[0]");
        Reading lenient = lenient20(file);
        assertThat(lenient.errors()).isEmpty();
        assertThat(Reading.status(lenient.only())).isEqualTo(501);
    }

    @Test
    void aSchemeThatNobodyDefinesClosesItsRoute() {
        Reading reading = Reading.strict20(routes(route("/a", "/b", BEARER)));
        assertThat(Reading.status(reading.only())).isEqualTo(501);
        assertThat(reading.unsupported())
                .singleElement()
                .asString()
                .contains("AuthenticationProviderKey", "'authenticators'", "Routes[0] '/a'");
    }

    @Test
    void severalSchemesAreTriedInTheirOrder() {
        String keys = "'AuthenticationOptions': {'AuthenticationProviderKeys': ['Keys', 'Bearer']}";
        assertThat(access(strict25(routes(route("/a", "/b", keys))).only()).by())
                .containsExactly("Keys", "Bearer");
        String unknown = "'AuthenticationOptions': {'AuthenticationProviderKeys': ['Keys', 'Berer']}";
        assertThat(Reading.status(strict25(routes(route("/a", "/b", unknown))).only()))
                .isEqualTo(501);
        assertThat(strict20(routes(route("/a", "/b", keys))).errors())
                .singleElement()
                .asString()
                .contains("came with Ocelot 25");
    }

    @Test
    void globalAuthenticationIn25ReachesEveryRouteThatDoesNotDecline() {
        String file = "{'Routes': [" + route("/a") + ","
                + route("/b", "/", "'AuthenticationOptions': {'AllowAnonymous': true}") + ","
                + route("/c", "/", "'AuthenticationOptions': {'AllowedScopes': ['x']}") + ","
                + route("/d", "/", "'AuthenticationOptions': {'AuthenticationProviderKey': 'Keys'}")
                + "], 'GlobalConfiguration': {'AuthenticationOptions':"
                + " {'AuthenticationProviderKeys': ['Bearer'], 'AllowedScopes': ['g']}}}";
        List<RouteSpec> routes = strict25(file).inOrder();
        assertThat(access(routes.getFirst()).by()).containsExactly("Bearer");
        assertThat(access(routes.getFirst()).scopes()).containsExactly("g");
        assertThat(access(routes.get(1))).isEqualTo(new AccessSpec(List.of(), false, List.of(), List.of(), Map.of()));
        assertThat(access(routes.get(2)).scopes()).containsExactly("x");
        assertThat(access(routes.get(3)).by()).containsExactly("Keys");
    }

    @Test
    void addressesAreReadAsOcelotDoes() {
        String lists = "'SecurityOptions': {'IPAllowedList': ['10.0.0.0/24', '10.1.0.0/255.255.0.0', '::1'],"
                + " 'IPBlockedList': ['10.0.0.7', '10.0.0.9 - 10.0.0.11', '10.0.0.20-29']}";
        AddressesSpec addresses =
                requireNonNull(strict20(routes(route("/a", "/b", lists))).only().addresses());
        assertThat(addresses.status()).isEqualTo(401);
        assertThat(addresses.allowWins()).isFalse();
        assertThat(addresses.allow()).hasSize(3);
        assertThat(addresses.deny())
                .containsExactly(
                        AddressRange.parse("10.0.0.7"),
                        AddressRange.parse("10.0.0.9-10.0.0.11"),
                        AddressRange.parse("10.0.0.20-10.0.0.29"));
    }

    @Test
    void in25AllowedAddressesCanBeTakenOutOfTheBlockedOnes() {
        String file = "{'Routes': [" + route("/a") + ","
                + route("/b", "/", "'SecurityOptions': {'IPAllowedList': ['10.0.0.1']}")
                + "], 'GlobalConfiguration': {'SecurityOptions': {'IPBlockedList': ['10.0.0.0/8'],"
                + " 'IPAllowedList': ['10.0.0.5'], 'ExcludeAllowedFromBlocked': true}}}";
        List<RouteSpec> routes = strict25(file).inOrder();
        AddressesSpec general = requireNonNull(routes.getFirst().addresses());
        assertThat(general.allowWins()).isTrue();
        assertThat(general.status()).isEqualTo(403);
        AddressesSpec own = requireNonNull(routes.get(1).addresses());
        assertThat(own.deny()).isEmpty();
        assertThat(own.allowWins()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"10.0.0.256", "10.0.0.0/33", "10.0.0.9-10.0.0.1", "10.0.0.9-1", "example.org"})
    void whatIsNoAddressIsRefusedAndItsRouteDoesNotRun(String address) {
        String file =
                routes(route("/a", "/b", "'SecurityOptions': {'IPBlockedList': ['10.0.0.1', '" + address + "']}"));
        assertThat(strict20(file).errors()).singleElement().asString().contains("IPBlockedList[1]");
        assertThat(Reading.status(lenient20(file).only())).isEqualTo(501);
    }
}
