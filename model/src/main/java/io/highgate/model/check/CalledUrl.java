package io.highgate.model.check;

import io.highgate.base.unit.Durations;
import io.highgate.model.spec.CallSpec;
import io.highgate.model.spec.KeysSpec;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Checks the address of a service that is asked about callers, and how it is asked. Pure. */
public final class CalledUrl {

    private static final Duration LONGEST_CALL = Duration.ofMinutes(1);

    private CalledUrl() {}

    /** Why the gateway would not call this address; null if it would. */
    public static @Nullable String objection(String text, boolean insecure) {
        URI url;
        try {
            url = new URI(text);
        } catch (URISyntaxException e) {
            return "'" + text + "' is not a URL: " + e.getReason();
        }
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !scheme.equals("http")) {
            return "'" + text + "' begins neither with https:// nor with http://";
        }
        if (url.getHost() == null || url.getPort() == 0 || url.getPort() > 65_535) {
            return "'" + text + "' names no host that can be called";
        }
        if (url.getRawUserInfo() != null || url.getRawFragment() != null) {
            return "'" + text + "' has a user or a fragment, which no call can have";
        }
        if (scheme.equals("http") && !insecure && !isLoopback(url.getHost())) {
            return "'" + text + "' is not encrypted: everybody on the way can say who callers are; write https://,"
                    + " or 'call: {insecure: true}' if you must";
        }
        return null;
    }

    /** Whether it is this machine, whoever answers for names. */
    static boolean isLoopback(String host) {
        return host.equals("localhost") || host.equals("[::1]") || host.matches("127(\\.[0-9]{1,3}){3}");
    }

    static void check(String url, CallSpec call, String at, Report report) {
        String objection = objection(url, call.insecure());
        if (objection != null) {
            report.error(at, objection);
        }
    }

    /** An issuer is asked under its own name, with neither query nor fragment (OpenID Connect Discovery section 4). */
    static void issuer(String issuer, CallSpec call, String at, Report report) {
        check(issuer, call, at, report);
        if (issuer.contains("?")) {
            report.error(at, "'" + issuer + "' has a query, which no issuer that can be asked has");
        }
    }

    static void keys(@Nullable KeysSpec keys, CallSpec call, String at, Report report) {
        if (keys instanceof KeysSpec.Url fetched) {
            check(fetched.url(), call, at + ".url", report);
        }
        if (keys instanceof KeysSpec.File file && !DiscoverCheck.isPath(file.path())) {
            report.error(at + ".file", "'" + file.path() + "' is not the path of a file");
        }
        if (keys instanceof KeysSpec.Inline inline && !inline.jwks().contains("\"keys\"")) {
            report.error(at + ".inline", "is not a JSON Web Key Set, which looks like {\"keys\": [...]}");
        }
    }

    static void call(CallSpec call, String at, Report report) {
        between(call.timeout(), Duration.ofMillis(1), LONGEST_CALL, at + ".timeout", report);
        for (int i = 0; i < call.trust().size(); i++) {
            if (!DiscoverCheck.isPath(call.trust().get(i))) {
                report.error(at + ".trust[" + i + "]", "'" + call.trust().get(i) + "' is not the path of a file");
            }
        }
    }

    static void between(Duration is, Duration least, Duration most, String at, Report report) {
        if (is.compareTo(least) < 0 || is.compareTo(most) > 0) {
            report.error(at, "must be between " + Durations.print(least) + " and " + Durations.print(most));
        }
    }
}
