package io.highgate.model.env;

import io.highgate.base.problem.Problem.Severity;
import io.highgate.base.problem.Problems;
import io.highgate.base.unit.HostPort;
import io.highgate.base.unit.Ratio;
import io.highgate.base.unit.Secret;
import io.highgate.model.shape.SpecShape;
import io.highgate.model.spec.ConsulSpec;
import io.highgate.model.spec.FilterSpec;
import io.highgate.model.spec.GatewaySpec;
import io.highgate.model.spec.KubernetesSpec;
import io.highgate.model.spec.ListenerSpec;
import io.highgate.model.spec.LoginSpec;
import io.highgate.model.spec.RateLimitSpec;
import io.highgate.model.spec.RefusalSpec;
import io.highgate.model.spec.RegistriesSpec;
import io.highgate.model.spec.SigningSpec;
import io.highgate.model.spec.StoresSpec;
import io.highgate.model.spec.UpstreamSpec;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

class EnvironmentOverlayTest {

    private final Problems problems = new Problems();

    private GatewaySpec with(Map<String, String> environment) {
        return EnvironmentOverlay.apply(SpecShape.defaults(GatewaySpec.class), environment, problems);
    }

    @Test
    void thePortIsTheFirstListeners() {
        assertThat(with(Map.of("GATEWAY_PORT", "9000")).listeners().getFirst().bind())
                .isEqualTo(new HostPort("0.0.0.0", 9000));
        assertThat(problems.all()).isEmpty();
    }

    @Test
    void withoutListenersThereIsOneOnPort8000() {
        assertThat(with(Map.of("GATEWAY_PORT", "")).listeners())
                .singleElement()
                .isEqualTo(new ListenerSpec("main", new HostPort("0.0.0.0", 8000)));
    }

    @Test
    void registriesAndTheirSecretsCanComeFromTheEnvironmentAlone() {
        RegistriesSpec registries = with(Map.of(
                        "HIGHGATE_CONSUL_URLS", "http://a:8500, http://b:8500",
                        "HIGHGATE_CONSUL_TOKEN", "t",
                        "HIGHGATE_EUREKA_URLS", "http://e:8761/eureka"))
                .registries();
        ConsulSpec consul = requireNonNull(registries.consul());
        assertThat(consul.urls()).containsExactly("http://a:8500", "http://b:8500");
        assertThat(consul.token()).isEqualTo(new Secret("t"));
        assertThat(requireNonNull(registries.eureka()).urls()).containsExactly("http://e:8761/eureka");
        assertThat(registries.nacos()).isNull();
        assertThat(problems.all()).isEmpty();
    }

    @Test
    void aSecretFromTheEnvironmentBelongsToTheConfiguredRegistry() {
        GatewaySpec configured = SpecShape.with(
                SpecShape.defaults(GatewaySpec.class),
                "registries",
                new RegistriesSpec(null, null, null, SpecShape.defaults(KubernetesSpec.class)));
        RegistriesSpec registries = EnvironmentOverlay.apply(
                        configured, Map.of("HIGHGATE_KUBERNETES_TOKEN", "t"), problems)
                .registries();
        assertThat(requireNonNull(registries.kubernetes()).token()).isEqualTo(new Secret("t"));
        assertThat(problems.all()).isEmpty();
    }

    @Test
    void theProxyTimeoutIsThatOfOneTry() {
        assertThat(with(Map.of("GATEWAY_PROXY_TIMEOUT_SEC", "2.5")).timeouts().perTry())
                .isEqualTo(Duration.ofMillis(2500));
        assertThat(problems.all()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "GATEWAY_SESSION_TTL_SEC, forever, ERROR, is not a number of seconds",
        "GATEWAY_PROXY_RETRY_COUNT, many, ERROR, is not a",
        "GATEWAY_RATE_LIMIT_PER_IP, 120, WARNING, is unknown and has no effect",
        "GATEWAY_RATE_LIMIT_PER_IP_PER_MIN, -1, ERROR, is not a whole number",
        "RATE_LIMIT_DURATION, 60s, ERROR, is not a number of seconds",
        "RATE_LIMIT_POINTS, 1.5, ERROR, is not a whole number",
        "USE_REAL_FORWARD, 0, UNSUPPORTED, requests are really forwarded",
        "GOVERNANCE_URL, governance, ERROR, is not one or several URLs",
        "GOVERNANCE_URL, 'http://g:8005,', ERROR, is not one or several URLs",
        "GOVERNANCE_URL, http://g:8005/api, ERROR, is more than scheme",
        "GOVERNANCE_DISCOVERY_RETRY, -1, ERROR, is not a whole number",
        "GOVERNANCE_DISCOVERY_TIMEOUT, 5s, ERROR, is not a number of seconds",
        "GOVERNANCE_DISCOVERY_BACKOFF_BASE, 1, WARNING, GOVERNANCE_URL names no center",
        "GATEWAY_CENTER_SECRET, x, WARNING, GOVERNANCE_URL names no center",
        "HIGHGATE_EUREKA_URLS, eureka, ERROR, is not one or several URLs",
        "HIGHGATE_CONSUL_TOKEN, x, WARNING, HIGHGATE_CONSUL_URLS names none",
        "HIGHGATE_NACOS_PASSWORD, x, WARNING, HIGHGATE_NACOS_URLS names none",
        "HIGHGATE_KUBERNETES_TOKEN, x, WARNING, registries.kubernetes is not set",
        "GATEWAY_PROT, 1, WARNING, did you mean 'GATEWAY_PORT'?",
        "GOVERNANCE_FOO, 1, WARNING, is unknown and has no effect",
        "GATEWAY_PORT, eighty, ERROR, 'is not a port, 1 to 65535'",
        "GATEWAY_PORT, 0, ERROR, is not a port",
        "GATEWAY_PORT, 70000, ERROR, is not a port",
        "GATEWAY_PROXY_TIMEOUT_SEC, 30s, ERROR, is not a number of seconds",
        "GATEWAY_PROXY_TIMEOUT_SEC, 0, ERROR, is not a number of seconds above 0",
        "GATEWAY_PROXY_TIMEOUT_SEC, -1, ERROR, is not a number of seconds",
        "GATEWAY_CB_FAILURE_RATIO, 1.5, ERROR, is not a number from 0 to 1",
        "USE_REAL_FORWARD, maybe, ERROR, is not 0 or 1",
        "CELL_CRM_URL, crm, ERROR, is not a URL"
    })
    void saysWhatBecomesOfAVariable(String name, String value, Severity severity, String message) {
        with(Map.of(name, value));
        assertThat(problems.all()).singleElement().satisfies(it -> {
            assertThat(it.severity()).isEqualTo(severity);
            assertThat(it.place()).hasToString("environment variable " + name);
            assertThat(it.message()).contains(message);
        });
    }

    @Test
    void theVariablesOfSessionsSwitchLoginOn() {
        assertThat(with(Map.of()).login()).isNull();
        GatewaySpec spec =
                with(Map.of("GATEWAY_SESSION_STORE_URL", "redis://r:6379/0", "GATEWAY_SESSION_TTL_SEC", "90"));
        assertThat(problems.all()).isEmpty();
        assertThat(spec.login())
                .isEqualTo(SpecShape.with(SpecShape.defaults(LoginSpec.class), "sessionTtl", Duration.ofSeconds(90)));
        assertThat(spec.stores()).isEqualTo(new StoresSpec(new Secret("redis://r:6379/0"), null));
    }

    @Test
    void anyVariableOfRatesSwitchesBothOnWithTheirDefaults() {
        assertThat(with(Map.of("GATEWAY_RATE_LIMIT_PER_IP_PER_MIN", "30")).rateLimits())
                .extracting(it -> it.by() + " " + it.amount() + " " + it.period())
                .containsExactly("[ADDRESS] 30 PT1M", "[CREDENTIAL] 200 PT1M");
        assertThat(with(Map.of("GATEWAY_RATE_LIMIT_ENABLED", "1")).rateLimits())
                .extracting(RateLimitSpec::amount)
                .containsExactly(120, 200);
        assertThat(with(Map.of("GATEWAY_RATE_LIMIT_PER_TOKEN_PER_MIN", "0")).rateLimits())
                .extracting(RateLimitSpec::amount)
                .containsExactly(120);
        assertThat(with(Map.of("GATEWAY_RATE_LIMIT_ENABLED", "0", "GATEWAY_RATE_LIMIT_PER_IP_PER_MIN", "30"))
                        .rateLimits())
                .isEmpty();
        assertThat(problems.all()).isEmpty();
    }

    @Test
    void pointsBlockAnAddressThatAsksForMore() {
        assertThat(with(Map.of("RATE_LIMIT_POINTS", "7", "RATE_LIMIT_BLOCK_DURATION", "90"))
                        .rateLimits())
                .singleElement()
                .satisfies(it -> {
                    assertThat(it.amount()).isEqualTo(7);
                    assertThat(it.period()).isEqualTo(Duration.ofSeconds(60));
                    assertThat(it.block()).isEqualTo(Duration.ofSeconds(90));
                    assertThat(it.refusal().code()).isEqualTo(RefusalSpec.Code.TOO_MANY_REQUESTS);
                });
        assertThat(with(Map.of("RATE_LIMIT_POINTS", "0")).rateLimits()).isEmpty();
    }

    @Test
    void loginsAreToldTheirRateAndTheFirstPasswordWhereLoginIsOn() {
        assertThat(with(Map.of("GATEWAY_LOGIN_RATE_PER_IP_PER_MIN", "3", "HIGHGATE_ADMIN_PASSWORD", "hidden"))
                        .login())
                .isNull();
        LoginSpec login = with(Map.of(
                        "GATEWAY_SESSION_TTL_SEC",
                        "60",
                        "GATEWAY_LOGIN_RATE_PER_IP_PER_MIN",
                        "3",
                        "HIGHGATE_ADMIN_PASSWORD",
                        "hidden-from-logs"))
                .login();
        assertThat(problems.all()).isEmpty();
        assertThat(login).isNotNull().satisfies(it -> {
            assertThat(it.ratePerAddress()).isEqualTo(3);
            assertThat(it.adminPassword()).isEqualTo(new Secret("hidden-from-logs"));
            assertThat(it.toString()).doesNotContain("hidden-from-logs");
        });
    }

    @Test
    void keysOfApplicationsAreAskedForWhereNoRouteSaysOtherwise() {
        GatewaySpec spec = with(Map.of("GATEWAY_APP_KEYS", "shop:0123456789abcdef0123, fedcba9876543210fedc"));

        assertThat(problems.all()).isEmpty();
        assertThat(spec.access())
                .isNotNull()
                .satisfies(it -> assertThat(it.by()).containsExactly("appKeys"));
        assertThat(spec.authenticators().toString())
                .contains("X-App-Key", "shop", "key-2", "sha256:")
                .doesNotContain("0123456789abcdef0123", "fedcba9876543210fedc");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "secret",
                "shop:secret",
                "shop:",
                ":secretsecretsecret",
                "a:secretsecretsecret,",
                "a:secretsecretsecret,a:secretsecretsecre2"
            })
    void keysThatAreNoneAreSaidToBeSoWithoutThem(String keys) {
        with(Map.of("GATEWAY_APP_KEYS", keys));
        assertThat(problems.all())
                .singleElement()
                .asString()
                .contains("GATEWAY_APP_KEYS")
                .doesNotContain("secret");
    }

    @Test
    void theSigningSecretSignsForAllRoutesAsCellsVerifyIt() {
        GatewaySpec spec = with(Map.of("GATEWAY_SIGNING_SECRET", "0123456789abcdef", "CELL_SIGNING_SECRET", "x"));

        assertThat(problems.all()).isEmpty();
        assertThat(spec.filters()).singleElement().isInstanceOfSatisfying(FilterSpec.Sign.class, it -> {
            assertThat(it.sign().version()).isEqualTo(SigningSpec.Version.V1);
            assertThat(it.sign().secret()).isEqualTo(new Secret("0123456789abcdef"));
        });
        assertThat(with(Map.of("CELL_SIGNING_SECRET", "0123456789abcdef")).filters())
                .isEqualTo(spec.filters());
    }

    @Test
    void theBreakersAndRetriesAreThoseOfEveryUpstream() {
        GatewaySpec base = SpecShape.with(
                SpecShape.defaults(GatewaySpec.class),
                "upstreams",
                Map.of("a", SpecShape.defaults(UpstreamSpec.class)));
        UpstreamSpec plain =
                EnvironmentOverlay.apply(base, Map.of(), problems).upstreams().get("a");
        UpstreamSpec told = EnvironmentOverlay.apply(
                        base,
                        Map.of(
                                "GATEWAY_PROXY_RETRY_COUNT", "1",
                                "GATEWAY_CB_WINDOW_SEC", "20",
                                "GATEWAY_CB_HALF_OPEN_PROBES", "5"),
                        problems)
                .upstreams()
                .get("a");
        assertThat(requireNonNull(plain).breaker()).isNull();
        assertThat(requireNonNull(plain).retry().count()).isEqualTo(2);
        assertThat(requireNonNull(told).retry().count()).isEqualTo(1);
        assertThat(requireNonNull(told).breaker()).isNotNull().satisfies(it -> {
            assertThat(it.window()).isEqualTo(Duration.ofSeconds(20));
            assertThat(it.probes()).isEqualTo(5);
            assertThat(it.failureRatio()).isEqualTo(Ratio.percent(50));
            assertThat(it.successesToClose()).isEqualTo(2);
        });
        assertThat(problems.all()).isEmpty();
    }

    @Test
    void othersVariablesAndTheDefaultsAreNotMentioned() {
        with(Map.of("PATH", "/bin", "USE_REAL_FORWARD", "1", "CELLAR_X_URL", "x", "MY_GATEWAY_PORT", "x"));
        assertThat(problems.all()).isEmpty();
    }
}
