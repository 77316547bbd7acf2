package io.highgate.model.env;

import io.highgate.model.env.KnownVariable.Form;
import java.util.List;

/** Every variable that the earlier systems read, with its default there. Immutable. */
public final class KnownVariables {

    /** In the order of the documentation. */
    public static final List<KnownVariable> ALL = List.of(
            active("GATEWAY_PORT", Form.PORT, "8000", "The port of the first listener."),
            active("GATEWAY_PROXY_TIMEOUT_SEC", Form.SECONDS, "30", "timeouts.perTry, in seconds."),
            active("USE_REAL_FORWARD", Form.SWITCH, "1", "Requests are really forwarded, always."),
            active("GATEWAY_PROXY_RETRY_COUNT", Form.COUNT, "2", "retry.count of every upstream."),
            active("GATEWAY_SESSION_STORE_URL", Form.TEXT, "", "stores.redis; switches login on."),
            active("GATEWAY_SESSION_TTL_SEC", Form.SECONDS, "86400", "login.sessionTtl; switches login on."),
            active("GATEWAY_CB_WINDOW_SEC", Form.SECONDS, "10", "breaker.window of every upstream."),
            active("GATEWAY_CB_FAILURE_RATIO", Form.RATIO, "0.5", "breaker.failureRatio of every upstream."),
            active("GATEWAY_CB_HALF_OPEN_PROBES", Form.COUNT, "3", "breaker.probes of every upstream."),
            active(
                    "GATEWAY_CB_PROBE_SUCCESSES_TO_CLOSE",
                    Form.COUNT,
                    "2",
                    "breaker.successesToClose of every upstream."),
            active(
                    "GATEWAY_SIGNING_SECRET",
                    Form.TEXT,
                    "",
                    "Signs requests to cells: a filter 'sign' of version v1 for all routes, or the secret of the one there is."),
            active("CELL_SIGNING_SECRET", Form.TEXT, "", "As GATEWAY_SIGNING_SECRET, which wins."),
            active(
                    "GATEWAY_APP_KEYS",
                    Form.TEXT,
                    "",
                    "Keys of applications in X-App-Key, as name:key,name:key; routes without an access rule ask for one."),
            active("GATEWAY_REQUIRE_TENANT_ID", Form.SWITCH, "0", "tenancy.required."),
            active("GATEWAY_VALIDATE_TENANT", Form.SWITCH, "0", "tenancy.validate."),
            active(LimitVariables.ENABLED, Form.SWITCH, "0", "Both of the next two, with their defaults."),
            active(LimitVariables.PER_ADDRESS, Form.COUNT, "120", "Requests a minute of an address; 0: no limit."),
            active(LimitVariables.PER_CREDENTIAL, Form.COUNT, "200", "Requests a minute of a token; 0: no limit."),
            active(LimitVariables.POINTS, Form.COUNT, "100", "Requests of an address for each duration."),
            active(LimitVariables.DURATION, Form.SECONDS, "60", "The duration, in seconds."),
            active(LimitVariables.BLOCK, Form.SECONDS, "60", "How long who asks for more is refused, in seconds."),
            active("GATEWAY_LOGIN_RATE_PER_IP_PER_MIN", Form.COUNT, "10", "login.ratePerAddress, where login is on."),
            active(
                    "HIGHGATE_ADMIN_PASSWORD",
                    Form.TEXT,
                    "",
                    "login.adminPassword, where login is on: of the first administrator."),
            active("GATEWAY_DATABASE_URL", Form.TEXT, "", "stores.database."),
            active("GATEWAY_CPU_THRESHOLD", Form.PERCENT, "80", "overload.redLight in percent, where it is on."),
            active("GATEWAY_TRAFFIC_LIGHT_ENABLED", Form.SWITCH, "0", "Switches overload.redLight on or off."),
            new KnownVariable(
                    "GATEWAY_GET_CACHE_TTL_SEC",
                    Form.TEXT,
                    "",
                    "How long answers are cached.",
                    "the response cache is not built yet; nothing is cached"),
            new KnownVariable(
                    "GATEWAY_ROUTES_PATH", Form.TEXT, "", "A file with routes.", "name the file with --config instead"),
            active("CELL_<NAME>_URL", Form.URL, "", "An upstream of that name, in lower case, that is a cell."),
            active("GOVERNANCE_URL", Form.URLS, "", "center.urls: where the centers are, separated by commas."),
            active("GATEWAY_CENTER_KEY", Form.TEXT, "", "center.key, where there is a center."),
            active("GATEWAY_CENTER_SECRET", Form.TEXT, "", "center.secret, where there is a center."),
            active(RegistryVariables.EUREKA, Form.URLS, "", "registries.eureka.urls, separated by commas."),
            active(RegistryVariables.EUREKA_PASSWORD, Form.TEXT, "", "registries.eureka.password, where there is one."),
            active(RegistryVariables.CONSUL, Form.URLS, "", "registries.consul.urls, separated by commas."),
            active(RegistryVariables.CONSUL_TOKEN, Form.TEXT, "", "registries.consul.token, where there is one."),
            active(RegistryVariables.NACOS, Form.URLS, "", "registries.nacos.urls, separated by commas."),
            active(RegistryVariables.NACOS_PASSWORD, Form.TEXT, "", "registries.nacos.password, where there is one."),
            active(RegistryVariables.KUBERNETES_TOKEN, Form.TEXT, "", "registries.kubernetes.token, where it is set."),
            active("GOVERNANCE_PORT", Form.PORT, "8005", "The port of governance.bind."),
            active("GOVERNANCE_HEALTH_INTERVAL_SEC", Form.SECONDS, "30", "governance.patrol.interval, in seconds."),
            active("GOVERNANCE_HEALTH_FAILURE_THRESHOLD", Form.COUNT, "3", "governance.patrol.threshold."),
            active("GOVERNANCE_HEALTH_TIMEOUT_SEC", Form.SECONDS, "5", "governance.patrol.timeout, in seconds."),
            active("GOVERNANCE_OPEN_TO_LOOPBACK", Form.SWITCH, "0", "governance.openToLoopback."),
            active("HIGHGATE_MASTER_KEY", Form.TEXT, "", "governance.masterKey."),
            active("GOVERNANCE_DISCOVERY_RETRY", Form.COUNT, "2", "center.retries, where there is a center."),
            active("GOVERNANCE_DISCOVERY_TIMEOUT", Form.SECONDS, "", "center.timeout, in seconds, likewise."),
            active("GOVERNANCE_DISCOVERY_BACKOFF_BASE", Form.SECONDS, "", "center.backOff, in seconds, likewise."));

    private KnownVariables() {}

    private static KnownVariable active(String name, Form form, String defaultsTo, String meaning) {
        return new KnownVariable(name, form, defaultsTo, meaning, null);
    }
}
