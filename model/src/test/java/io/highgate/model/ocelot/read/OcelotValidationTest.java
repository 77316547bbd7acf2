package io.highgate.model.ocelot.read;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.highgate.model.ocelot.read.Reading.lenient20;
import static io.highgate.model.ocelot.read.Reading.route;
import static io.highgate.model.ocelot.read.Reading.routes;
import static io.highgate.model.ocelot.read.Reading.strict20;
import static io.highgate.model.ocelot.read.Reading.strict25;
import static org.assertj.core.api.Assertions.assertThat;

class OcelotValidationTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'Prioirty': 2                                      | did you mean 'Priority'",
                "'QoSOptions': {'TimeoutValu': 1}                   | did you mean 'TimeoutValue'",
                "'Priority': 'high'                                 | a whole number is wanted here, not the text 'high'",
                "'Priority': 1.5                                    | a whole number is wanted",
                "'RouteIsCaseSensitive': 'perhaps'                  | true or false is wanted here",
                "'UpstreamHttpMethod': 'GET'                        | a list [ ] is wanted here, not the text 'GET'",
                "'QoSOptions': []                                   | an object { } is wanted here, not a list",
                "'Key': {}                                          | a text is wanted here, not an object",
                "'key': 'a', 'Key': 'b'                             | stands here twice",
                "'LoadBalancerOptions': {'Type': 'RoundRobbin'}     | did you mean 'RoundRobin'",
                "'UpstreamHost': '*.example.com'                    | never matches in Ocelot",
                "'DownstreamHttpVersion': 'two'                     | is not a version of HTTP",
                "'RateLimitOptions': {'EnableRateLimiting': true, 'Period': '1 week', 'Limit': 3} | Period is '1 week'",
                "'RateLimitOptions': {'EnableRateLimiting': true, 'Limit': 3} | Period is missing",
            })
    void aMistakeIsAnErrorThatSaysWhatWouldBeRight(String setting, String message) {
        String file = routes(route("/a", "/b", setting));
        assertThat(strict20(file).errors()).singleElement().asString().contains(message);
        assertThat(strict20(file).spec()).isNull();
        assertThat(lenient20(file).errors().stream().filter(it -> !it.contains("no route in this file")))
                .isEmpty();
        assertThat(lenient20(file).warnings()).anyMatch(it -> it.contains(message));
    }

    @ParameterizedTest
    @CsvSource({
        "a, /b, does not begin with '/'",
        "/a//b, /b, has '//'",
        "http://a/b, /b, has a scheme",
        "/a/{x}/{x}, /b, has the placeholder {x} twice",
        "/a/{x, /b, a brace without its partner",
        "/a, b, does not begin with '/'",
        "/a, '', the template is missing",
        "'', /b, the template is missing",
    })
    void aTemplateThatCannotBeUsedIsAnError(String upstream, String downstream, String message) {
        assertThat(strict20(routes(route(upstream, downstream, ""))).errors()).anyMatch(it -> it.contains(message));
    }

    @Test
    void onlyOcelot25RefusesRepeatedPlaceholdersDownstream() {
        String file = routes(route("/a/{x}/b", "/{x}/{x}", ""));
        assertThat(strict20(file).errors()).isEmpty();
        assertThat(strict25(file).errors()).singleElement().asString().contains("{x} twice");
    }

    @Test
    void settingsOfOcelot25AreUnknownToOcelot20() {
        String file = routes(route("/a", "/b", "'UpstreamHeaderTemplates': {'X': 'y'}"));
        assertThat(strict20(file).errors()).singleElement().asString().contains("came with Ocelot 25");
        assertThat(strict25(file).errors()).isEmpty();
    }

    @Test
    void aLimitOfNothingIsAMistakeOnlyInOcelot25AndOnlyWhenItIsOn() {
        String on = routes(
                route("/a", "/b", "'RateLimitOptions': {'EnableRateLimiting': true, 'Period': '1s', 'Limit': 0}"));
        String off = routes(
                route("/a", "/b", "'RateLimitOptions': {'EnableRateLimiting': false, 'Period': null, 'Limit': 0}"));
        assertThat(strict20(on).errors()).isEmpty();
        assertThat(strict20(on).unsupported()).isEmpty();
        assertThat(strict25(on).errors()).singleElement().asString().contains("Limit is 0");
        assertThat(strict20(off).problems().all()).isEmpty();
        assertThat(strict25(off).problems().all()).isEmpty();
    }

    @Test
    void aRouteNeedsSomewhereToGo() {
        String nowhere = "{'UpstreamPathTemplate': '/a', 'DownstreamPathTemplate': '/b'}";
        assertThat(strict20(routes(nowhere)).errors())
                .singleElement()
                .asString()
                .contains("no DownstreamHostAndPorts");
        String odd = nowhere.replace(
                "}", ", 'DownstreamHostAndPorts': [{'Host': 'http://h'}, {'Port': 1}, {'Host': 'h', 'Port': 70000}]}");
        assertThat(strict20(routes(odd)).errors()).hasSize(3);
    }

    @Test
    void aRouteThatIsThereTwiceIsAnErrorNamingBoth() {
        String file = routes(
                route("/a/{x}", "/one/{x}", "'UpstreamHttpMethod': ['GET', 'PUT']"),
                route("/b"),
                route("/a/{x}", "/two/{x}", "'UpstreamHttpMethod': ['put']"));
        assertThat(strict20(file).errors())
                .singleElement()
                .asString()
                .contains("Routes[2] '/a/{x}' (line 3) repeats Routes[0] '/a/{x}' (line 1)");
        assertThat(lenient20(file).inOrder()).extracting(Reading::to).containsExactly("/one/{x}", "/");
    }

    @Test
    void sameTemplatesWithOtherMethodsHostsOrHeadersAreNoRepetition() {
        assertThat(strict20(routes(
                                route("/a", "/b", "'UpstreamHttpMethod': ['GET']"),
                                route("/a", "/b", "'UpstreamHttpMethod': ['PUT']"),
                                route("/a", "/b", "'UpstreamHost': 'x.example'")))
                        .problems()
                        .all())
                .isEmpty();
        assertThat(strict25(routes(route("/a", "/b", "'UpstreamHeaderTemplates': {'X': 'y'}"), route("/a")))
                        .problems()
                        .all())
                .isEmpty();
    }

    @Test
    void aggregatesAskRoutesThatAreThere() {
        String file = "{'Routes': [" + route("/a", "/b", "'Key': 'loans'") + "], 'Aggregates': ["
                + "{'UpstreamPathTemplate': '/all', 'RouteKeys': ['loan']},"
                + "{'UpstreamPathTemplate': '/all', 'RouteKeys': ['loans']},"
                + "{'UpstreamPathTemplate': '/none', 'RouteKeys': []}]}";
        assertThat(strict20(file).errors())
                .hasSize(3)
                .anyMatch(it -> it.contains("no route has that Key; did you mean 'loans'"))
                .anyMatch(it -> it.contains("has no RouteKeys"))
                .anyMatch(it -> it.contains("Aggregates[1] '/all' (line 1) repeats Aggregates[0]"));
    }

    @Test
    void anAggregateMayNotRepeatARouteForGet() {
        String file = "{'Routes': [" + route("/a", "/b", "'Key': 'k', 'UpstreamHttpMethod': ['Get']") + "],"
                + "'Aggregates': [{'UpstreamPathTemplate': '/a', 'RouteKeys': ['k']}]}";
        assertThat(strict20(file).errors()).singleElement().asString().contains("Aggregates[0] '/a'");
    }

    @Test
    void aFileWithoutRoutesCannotBeUsedEvenLeniently() {
        assertThat(lenient20("[]").errors()).singleElement().asString().contains("not a list");
        assertThat(lenient20("{}").errors()).singleElement().asString().contains("no route in this file");
        assertThat(lenient20("{'ReRoutes': []}").warnings()).anyMatch(it -> it.contains("did you mean 'Routes'"));
        assertThat(lenient20("{'Routes': 3}").spec()).isNull();
    }

    @Test
    void aShadowedRouteIsAWarningNamingBoth() {
        Reading reading = strict20(routes(route("/a/{x}", "/{x}", ""), route("/b/{x}"), route("/a/b")));
        assertThat(reading.errors()).isEmpty();
        assertThat(reading.warnings())
                .singleElement()
                .asString()
                .contains("Routes[2] '/a/b' (line 3) is never chosen: Routes[0] '/a/{x}' (line 1) comes before it");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'Priority': 0",
                "'UpstreamHttpMethod': ['GET']",
                "'UpstreamHost': 'x.example'",
                "'RouteIsCaseSensitive': true"
            })
    void aRouteIsNotShadowedByOneThatTakesOnlySome(String first) {
        assertThat(strict20(routes(route("/a/{x}", "/{x}", first), route("/a/b")))
                        .warnings())
                .isEmpty();
    }
}
