package io.highgate.sdk.provider;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Settings as texts: what they mean, and what is said of those that mean nothing. */
class SettingsReaderTest {

    @Test
    void littleHasToBeSaid() {
        ProviderSettings settings =
                read("server-name=Orders", "center-addr=center-1,https://center-2/base/", "port=8080");

        assertThat(settings.centers())
                .containsExactly(URI.create("http://center-1:8005"), URI.create("https://center-2/base"));
        assertThat(settings.announced().cell()).isEqualTo("orders");
        assertThat(settings.announced().host()).isNull();
        assertThat(settings.announced().at("10.0.0.1").id()).isEqualTo("10.0.0.1:8080");
        assertThat(settings.key()).isNull();
        assertThat(settings.timing()).isEqualTo(Timing.USUAL);
        assertThat(settings.asksHealth()).isTrue();
        assertThat(settings.shutdownHook()).isTrue();
    }

    @Test
    void everythingCanBeSaid() {
        ProviderSettings settings = read(
                "server-name=orders",
                "center-addr=10.0.0.1:8005",
                "safe-key=k",
                "safe-secret=s",
                "id=a",
                "host=[fd00::1]",
                "port=8443",
                "tls=true",
                "weight=5",
                "zone=z",
                "version=1.2",
                "protocols=h2c, grpc",
                "health-path=/ok",
                "health-url=http://localhost:9/ok",
                "metadata.team=blue",
                "beat=15s",
                "lease=30000",
                "drain-wait=PT0.5S",
                "shutdown-hook=false");

        assertThat(settings.announced())
                .isEqualTo(new Announcement(
                        "orders",
                        "a",
                        "fd00::1",
                        8443,
                        true,
                        5,
                        "z",
                        "1.2",
                        java.util.List.of("h2c", "grpc"),
                        "/ok",
                        Map.of("team", "blue")));
        assertThat(settings.key()).isEqualTo(new ServiceKey("k", "s"));
        assertThat(settings.healthUrl()).isEqualTo(URI.create("http://localhost:9/ok"));
        assertThat(settings.timing())
                .isEqualTo(new Timing(Duration.ofSeconds(15), Duration.ofSeconds(30), Duration.ofMillis(500)));
        assertThat(settings.toString()).contains("***").doesNotContain("safeSecret=s");
    }

    @Test
    void everyNameThatIsListedIsKnown() {
        for (String name : ProviderSettings.NAMES) {
            assertThatThrownBy(() -> read(name.replace("<name>", "x") + "="))
                    .hasMessageContaining("is missing")
                    .extracting(it -> String.valueOf(it.getMessage()).contains("is not known"))
                    .isEqualTo(false);
        }
    }

    @Test
    void propertiesOfOthersAreNotLookedAt() {
        Properties properties = new Properties();
        properties.setProperty("gateway-server.server-name", "orders");
        properties.setProperty("gateway-server.center-addr", "center");
        properties.setProperty("gateway-server.port", "80");
        properties.setProperty("server.port", "x");

        assertThat(ProviderSettings.read(properties).announced().port()).isEqualTo(80);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "center-addr=ftp://center | center-addr: is not a URL like http://host:port",
                "center-addr=http://user:pw@center | center-addr: is not a URL",
                "center-addr=http:// | center-addr: is not a URL",
                "center-addr=http://a b | center-addr: is not a URL",
                "center-addr=http://c:70000 | center-addr: is not a URL",
                "center-addr=, | center-addr: is missing",
                "server-name= | server-name: is missing; it is the service's name",
                "port=0 | port: is '0'; it is a whole number from 1 to 65535",
                "port=65536 | port: is '65536'",
                "port=http | port: is 'http'",
                "port= | port: is missing",
                "host=http://me | host: is not a name or an address",
                "host=me:80 | host: has no port",
                "host=me/you | host: is not a name or an address",
                "tls=yes | tls: is 'yes', not true or false",
                "weight=1001 | weight: is '1001'; it is a whole number from 0 to 1000",
                "weight=-1 | weight: is '-1'",
                "weight=1.5 | weight: is '1.5'",
                "health-path=health | health-path: is not a path that begins with /",
                "health-path=/a b | health-path: is not a path",
                "health-url=/health | health-url: is not a URL",
                "beat=soon | beat: is 'soon', not a duration such as 500ms, 3s, 1m or PT3S",
                "beat=2.5s | beat: is '2.5s'",
                "beat=-1s | beat: is '-1s'",
                "beat=2401ms | at most 80 % of the lease of PT3S, not PT2.401S",
                "beat=0 | at most 80 %",
                "lease=6m | a lease is from 1 s to 5 min",
                "lease=1ms | a lease is from 1 s to 5 min",
                "drain-wait=6m | the wait after a drain is from 0 to 5 min",
                "safe-key=k | safe-secret: is missing; it belongs to the safe-key",
                "safe-secret=s | safe-key: is missing",
                "sever-name=x | sever-name: is not known; known are beat, center-addr",
                "metadata.=x | metadata.: is not known",
            })
    void whatIsWrongIsSaid(String setting, String problem) {
        assertThatThrownBy(() -> read("server-name=orders", "center-addr=center", "port=8080", setting))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("gateway-server.")
                .hasMessageContaining(problem);
    }

    @Test
    void everythingThatIsWrongIsSaidAtOnceWithoutSecrets() {
        assertThatThrownBy(() -> read("safe-secret=hush", "port=x", "center-addr=http://u:hush@c", "beat=x"))
                .hasMessageContainingAll("server-name", "safe-key", "port", "center-addr", "beat")
                .extracting(it -> String.valueOf(it.getMessage()).contains("hush"))
                .isEqualTo(false);
    }

    private static ProviderSettings read(String... settings) {
        Map<String, String> properties = new TreeMap<>();
        for (String setting : settings) {
            int at = setting.indexOf('=');
            properties.put(ProviderSettings.PREFIX + setting.substring(0, at), setting.substring(at + 1));
        }
        return ProviderSettings.read(properties);
    }
}
