package io.highgate.model.ocelot.read;

import io.highgate.model.spec.ClientIdSpec.Missing;
import io.highgate.model.spec.RateLimitSpec;
import io.highgate.model.spec.RateLimitSpec.Algorithm;
import io.highgate.model.spec.RateLimitSpec.CountBy;
import io.highgate.model.spec.RateLimitSpec.Told;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static io.highgate.model.ocelot.read.Reading.route;
import static io.highgate.model.ocelot.read.Reading.routes;
import static io.highgate.model.ocelot.read.Reading.strict20;
import static io.highgate.model.ocelot.read.Reading.strict25;
import static org.assertj.core.api.Assertions.assertThat;

/** RateLimitOptions of both versions, in native words. */
class OcelotLimitTest {

    private static String limited(String options) {
        return route("/a", "/b", "'RateLimitOptions': {" + options + "}");
    }

    private static String file(String route, String global) {
        return "{'Routes': [" + route + "], 'GlobalConfiguration': {'RateLimitOptions': {" + global + "}}}";
    }

    private static RateLimitSpec only(Reading reading) {
        assertThat(reading.errors()).isEmpty();
        assertThat(reading.only().rateLimits()).hasSize(1);
        return reading.only().rateLimits().getFirst();
    }

    @Test
    void in20aCounterCountsForTheTimespanAndIsForgottenAfterAPeriodWithoutAny() {
        RateLimitSpec limit = only(
                strict20(
                        routes(
                                limited(
                                        "'EnableRateLimiting': true, 'Period': '1m', 'PeriodTimespan': 90.5, 'Limit': 3, 'ClientWhitelist': ['me']"))));
        assertThat(limit.by()).containsExactly(CountBy.CLIENT_ID, CountBy.METHOD, CountBy.PATH);
        assertThat(limit.algorithm()).isEqualTo(Algorithm.FIXED_WINDOW);
        assertThat(limit.amount()).isEqualTo(3);
        assertThat(limit.period()).isEqualTo(Duration.ofMillis(90_500));
        assertThat(limit.idle()).isEqualTo(Duration.ofMinutes(1));
        assertThat(limit.block()).isZero();
        assertThat(limit.clientId().header()).isEqualTo("ClientId");
        assertThat(limit.clientId().missing()).isEqualTo(Missing.SHARE);
        assertThat(limit.clientId().exempt()).containsExactly("me");
        assertThat(limit.headers()).isEqualTo(Told.OCELOT_20);
        assertThat(limit.refusal().status()).isEqualTo(429);
    }

    @Test
    void in20theOptionsForAllRoutesSayHowAClientIsKnownAndWhatItIsTold() {
        RateLimitSpec limit = only(strict20(file(
                limited("'EnableRateLimiting': true, 'Period': '1s', 'PeriodTimespan': 1, 'Limit': 3"),
                "'ClientIdHeader': 'Reader', 'QuotaExceededMessage': 'Quiet', 'HttpStatusCode': 418,"
                        + " 'DisableRateLimitHeaders': true, 'RateLimitCounterPrefix': 'x'")));
        assertThat(limit.clientId().header()).isEqualTo("Reader");
        assertThat(limit.refusal().message()).isEqualTo("Quiet");
        assertThat(limit.refusal().status()).isEqualTo(418);
        assertThat(limit.headers()).isEqualTo(Told.NONE);
    }

    @Test
    void in20nothingIsLimitedUnlessItIsSwitchedOnAndHasALimit() {
        for (String off : List.of(
                "'Period': '1s', 'PeriodTimespan': 1, 'Limit': 3",
                "'EnableRateLimiting': false, 'Period': null, 'PeriodTimespan': 0.0, 'Limit': 0",
                "'EnableRateLimiting': true, 'Period': '1s', 'PeriodTimespan': 1, 'Limit': 0")) {
            Reading reading = strict20(file(limited(off), "'EnableRateLimiting': true, 'Period': '1s', 'Limit': 9"));
            assertThat(reading.only().rateLimits()).as(off).isEmpty();
        }
    }

    @Test
    void in20aCounterWithoutATimespanNeverLimitsAndThatIsSaid() {
        Reading reading = strict20(routes(limited("'EnableRateLimiting': true, 'Period': '1s', 'Limit': 3")));
        assertThat(reading.only().rateLimits()).isEmpty();
        assertThat(reading.warnings()).singleElement().asString().contains("PeriodTimespan is missing");
    }

    @Test
    void in25whoAsksForTooMuchWaitsAndWhoNamesNoClientIsRefused() {
        RateLimitSpec limit = only(strict25(routes(
                limited("'Period': '500ms', 'Limit': 3, 'Wait': '1.5m', 'StatusCode': 503, 'QuotaMessage': 'No'"))));
        assertThat(limit.by()).containsExactly(CountBy.CLIENT_ID);
        assertThat(limit.period()).isEqualTo(Duration.ofMillis(500));
        assertThat(limit.block()).isEqualTo(Duration.ofSeconds(90));
        assertThat(limit.idle()).isZero();
        assertThat(limit.clientId().header()).isEqualTo("Oc-Client");
        assertThat(limit.clientId().missing()).isEqualTo(Missing.REFUSE);
        assertThat(limit.headers()).isEqualTo(Told.OCELOT_25);
        assertThat(limit.refusal().status()).isEqualTo(503);
        assertThat(limit.refusal().message()).isEqualTo("No");
    }

    @Test
    void in25theOptionsForAllRoutesHoldUnlessARouteSaysOtherwise() {
        String global = "'Period': '1m', 'Limit': 10, 'ClientIdHeader': 'Who'";
        assertThat(only(strict25(file(route("/a"), global))).amount()).isEqualTo(10);
        RateLimitSpec own = only(strict25(file(limited("'Period': '1s', 'Limit': 2"), global)));
        assertThat(own.amount()).isEqualTo(2);
        assertThat(own.clientId().header()).isEqualTo("Who");
        assertThat(strict25(file(limited("'EnableRateLimiting': false"), global))
                        .only()
                        .rateLimits())
                .isEmpty();
        assertThat(strict25(file(route("/a", "/b", "'Key': 'a'"), global + ", 'RouteKeys': ['b']"))
                        .errors())
                .singleElement()
                .asString()
                .contains("RouteKeys names 'b'");
    }

    @Test
    void in25aTimeWithoutAUnitIsMilliseconds() {
        assertThat(only(strict25(routes(limited("'Period': '250', 'Limit': 3, 'EnableHeaders': false"))))
                        .period())
                .isEqualTo(Duration.ofMillis(250));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                'Period': 'week', 'Limit': 3                        | Period is 'week'
                'Period': '0s', 'Limit': 3                          | Period is '0s'
                'Period': '1s', 'Limit': 0                          | Limit is 0
                'Period': '1s', 'Limit': -1                         | Limit is -1
                'Period': '1s'                                      | Limit is missing
                'Limit': 3                                          | Period is missing
                'Period': '1s', 'Limit': 3, 'Wait': 'long'          | 'long' is not a time
                'Period': '1s', 'Limit': 3, 'StatusCode': 200       | 200 does not say
                'Period': '1s', 'Limit': 3, 'HttpStatusCode': 1000  | 1000 does not say
                'Period': '1s', 'Limit': 3, 'Limits': 4             | 'Limits' is unknown
                """)
    void mistakesAreNamed(String options, String message) {
        assertThat(strict25(routes(limited(options))).errors())
                .anySatisfy(it -> assertThat(it).contains(message));
    }
}
