package io.highgate.model.check;

import io.highgate.base.unit.Secret;
import io.highgate.model.spec.ConsulSpec;
import io.highgate.model.spec.EurekaSpec;
import io.highgate.model.spec.KubernetesSpec;
import io.highgate.model.spec.NacosSpec;
import io.highgate.model.spec.RegistriesSpec;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks what is said about registries of others, and how they are asked. Pure. */
final class RegistriesCheck {

    private static final int MOST = 16;
    private static final Duration LEAST = Duration.ofMillis(10);
    private static final Duration LONGEST = Duration.ofMinutes(1);

    /** A registry that many gateways ask more often has nothing else to do. */
    private static final Duration LEAST_INTERVAL = Duration.ofMillis(100);

    private static final Duration LONGEST_INTERVAL = Duration.ofMinutes(5);
    private static final Duration LEAST_BLOCK = Duration.ofSeconds(1);

    /** Consul itself waits no longer. */
    private static final Duration LONGEST_BLOCK = Duration.ofMinutes(10);

    private RegistriesCheck() {}

    static void check(RegistriesSpec registries, Report report) {
        eureka(registries.eureka(), "registries.eureka", report);
        consul(registries.consul(), "registries.consul", report);
        nacos(registries.nacos(), "registries.nacos", report);
        kubernetes(registries.kubernetes(), "registries.kubernetes", report);
    }

    private static void eureka(@Nullable EurekaSpec eureka, String at, Report report) {
        if (eureka == null) {
            return;
        }
        Login login = new Login(eureka.username(), eureka.password());
        urls(eureka.urls(), "http://eureka:8761/eureka", new Asked(at, USER, login.isThere()), report);
        login.check(at, "HIGHGATE_EUREKA_PASSWORD", report);
        CalledUrl.between(eureka.interval(), LEAST_INTERVAL, LONGEST_INTERVAL, at + ".interval", report);
        CalledUrl.between(eureka.timeout(), LEAST, LONGEST, at + ".timeout", report);
        trust(eureka.trust(), at, report);
    }

    private static void consul(@Nullable ConsulSpec consul, String at, Report report) {
        if (consul == null) {
            return;
        }
        urls(consul.urls(), "http://consul:8500", new Asked(at, TOKEN, consul.token() != null), report);
        token(consul.token(), at, report);
        String datacenter = consul.datacenter();
        if (datacenter != null && !datacenter.matches("[A-Za-z0-9_-]{1,100}")) {
            report.error(
                    at + ".datacenter", "'" + datacenter + "' is not a datacenter: of letters, digits, '-' and '_'");
        }
        CalledUrl.between(consul.blockFor(), LEAST_BLOCK, LONGEST_BLOCK, at + ".blockFor", report);
        CalledUrl.between(consul.timeout(), LEAST, LONGEST, at + ".timeout", report);
        trust(consul.trust(), at, report);
    }

    private static void nacos(@Nullable NacosSpec nacos, String at, Report report) {
        if (nacos == null) {
            return;
        }
        Login login = new Login(nacos.username(), nacos.password());
        urls(nacos.urls(), "http://nacos:8848/nacos", new Asked(at, USER, login.isThere()), report);
        login.check(at, "HIGHGATE_NACOS_PASSWORD", report);
        printable(nacos.namespace(), at + ".namespace", report);
        printable(nacos.group(), at + ".group", report);
        CalledUrl.between(nacos.interval(), LEAST_INTERVAL, LONGEST_INTERVAL, at + ".interval", report);
        CalledUrl.between(nacos.timeout(), LEAST, LONGEST, at + ".timeout", report);
        trust(nacos.trust(), at, report);
    }

    private static void kubernetes(@Nullable KubernetesSpec kubernetes, String at, Report report) {
        if (kubernetes == null) {
            return;
        }
        String url = kubernetes.url();
        if (url != null) {
            url(url, at + ".url", new Asked(at, TOKEN, true), report);
        }
        token(kubernetes.token(), at, report);
        ServiceCheck.label(kubernetes.namespace(), "a namespace", at + ".namespace", report);
        trust(kubernetes.trust(), at, report);
    }

    private static void trust(List<String> files, String at, Report report) {
        for (int i = 0; i < files.size(); i++) {
            if (!DiscoverCheck.isPath(files.get(i))) {
                report.error(at + ".trust[" + i + "]", "'" + files.get(i) + "' is not the path of a file");
            }
        }
    }

    private static final String USER = "username and password";
    private static final String TOKEN = "token";

    /**
     * A registry whose addresses are looked at.
     *
     * @param credentials the settings that say who asks
     * @param secret whether something is sent that nobody else may read
     */
    private record Asked(String at, String credentials, boolean secret) {}

    private static void urls(List<String> urls, String like, Asked asked, Report report) {
        String at = asked.at() + ".urls";
        if (urls.isEmpty() || urls.size() > MOST) {
            report.error(at, "needs 1 to " + MOST + " addresses, like " + like);
        }
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < urls.size(); i++) {
            String url = urls.get(i);
            url(url, at + "[" + i + "]", asked, report);
            if (!seen.add(url.endsWith("/") ? url.substring(0, url.length() - 1) : url)) {
                report.error(at + "[" + i + "]", "'" + url + "' is there twice");
            }
        }
    }

    private static void url(String text, String at, Asked asked, Report report) {
        URI url;
        try {
            url = new URI(text);
        } catch (URISyntaxException e) {
            report.error(at, "this is not a URL: " + e.getReason());
            return;
        }
        String objection = objection(url, asked);
        if (objection != null) {
            report.error(at, objection);
        } else if (asked.secret() && url.getScheme().equalsIgnoreCase("http") && !CalledUrl.isLoopback(url.getHost())) {
            report.warning(
                    at, "'" + text + "' is not encrypted: who can listen on the way reads " + asked.credentials());
        }
    }

    /** What is wrong with it; who logs in by an address is not repeated. */
    private static @Nullable String objection(URI url, Asked asked) {
        if (url.getRawUserInfo() != null) {
            return "names who asks; that belongs into " + asked.credentials() + " of " + asked.at();
        }
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            return "'" + url + "' begins neither with http:// nor with https://";
        }
        if (url.getHost() == null || url.getPort() == 0 || url.getPort() > 65_535) {
            return "'" + url + "' names no host that can be asked";
        }
        return url.getRawQuery() == null && url.getRawFragment() == null
                ? null
                : "'" + url + "' has a query or a fragment; write it up to the path";
    }

    private static void token(@Nullable Secret token, String at, Report report) {
        if (token != null && !token.reveal().matches("[!-~]{1,8192}")) {
            report.error(at + ".token", "is empty, too long or has characters in it that no header field takes");
        }
    }

    private static void printable(@Nullable String name, String at, Report report) {
        if (name != null && !Names.isPrintable(name)) {
            report.error(at, "is empty, too long or has control characters in it");
        }
    }

    /** A user and the password. Immutable. */
    private record Login(
            @Nullable String username, @Nullable Secret password) {

        boolean isThere() {
            return username != null || password != null;
        }

        void check(String at, String variable, Report report) {
            if ((username == null) != (password == null)) {
                String missing = at + (username == null ? ".username" : ".password");
                report.error(
                        missing, missing + " is missing: username and password (" + variable + ") belong together");
            }
            printable(username, at + ".username", report);
            if (username != null && username.contains(":")) {
                report.error(at + ".username", "has a ':' in it, which ends a user's name (RFC 7617)");
            }
            if (password != null && password.reveal().isEmpty()) {
                report.error(at + ".password", "is empty");
            }
        }
    }
}
