package io.highgate.model.check;

import io.highgate.base.unit.Secret;
import io.highgate.model.spec.ForwardAuthSpec;
import io.highgate.model.spec.OidcSpec;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks what is said about logins at a provider, and about services that decide. Pure. */
final class LoginCheck {

    private static final int LEAST_SECRET = 32;

    /** What the service is told by us must not be what a client says. */
    private static final Set<String> OWN = Set.of(
            "host",
            "expect",
            "x-forwarded-method",
            "x-forwarded-proto",
            "x-forwarded-host",
            "x-forwarded-uri",
            "x-forwarded-for");

    private LoginCheck() {}

    static void oidc(String name, OidcSpec oidc, String at, Report report) {
        if (!name.matches("[A-Za-z0-9_-]{1,64}")) {
            report.error(at, "'" + name + "' stands in the path of a callback: letters, digits, '-' and '_' only");
        }
        CalledUrl.issuer(oidc.issuer(), oidc.call(), at + ".issuer", report);
        if (oidc.clientId().isBlank()) {
            report.error(at + ".clientId", "is empty");
        }
        sealing(oidc.clientSecret(), oidc.cookieSecret(), at, report);
        origin(oidc.publicUrl(), at + ".publicUrl", report);
        for (int i = 0; i < oidc.scopes().size(); i++) {
            if (!oidc.scopes().get(i).matches("[\\x21\\x23-\\x5b\\x5d-\\x7e]+")) {
                report.error(at + ".scopes[" + i + "]", "'" + oidc.scopes().get(i) + "' is not one scope");
            }
        }
        TokenCheck.algorithms(oidc.algorithms(), null, at, report);
        TokenCheck.claims(oidc.claims(), List.of(), at, report);
        CalledUrl.between(oidc.skew(), Duration.ZERO, TokenCheck.MOST_SKEW, at + ".skew", report);
        CalledUrl.between(oidc.sessionFor(), Duration.ofMinutes(1), Duration.ofDays(30), at + ".sessionFor", report);
        CalledUrl.between(oidc.loginFor(), Duration.ofMinutes(1), Duration.ofHours(1), at + ".loginFor", report);
        CalledUrl.call(oidc.call(), at + ".call", report);
    }

    private static void sealing(@Nullable Secret client, @Nullable Secret cookie, String at, Report report) {
        if (client == null && cookie == null) {
            report.error(at + ".cookieSecret", "is needed where there is no clientSecret: 32 characters of chance");
        }
        if (client != null && client.reveal().isBlank()) {
            report.error(at + ".clientSecret", "is empty; leave it out if there is none");
        }
        if (cookie != null && cookie.reveal().length() < LEAST_SECRET) {
            report.error(
                    at + ".cookieSecret",
                    "has " + cookie.reveal().length() + " characters; " + LEAST_SECRET + " is the least");
        }
        if (cookie == null
                && client != null
                && client.reveal().length() < 16
                && !client.reveal().isBlank()) {
            report.error(at + ".cookieSecret", "is needed: clientSecret is too short to make it from");
        }
    }

    private static void origin(String text, String at, Report report) {
        String objection = CalledUrl.objection(text, false);
        if (objection != null) {
            report.error(at, objection);
            return;
        }
        URI url = URI.create(text);
        if (!url.getRawPath().isEmpty() && !url.getRawPath().equals("/") || url.getRawQuery() != null) {
            report.error(at, "'" + text + "' is more than scheme, host and port");
        }
    }

    static void forward(ForwardAuthSpec spec, String at, Report report) {
        CalledUrl.check(spec.url(), spec.call(), at + ".url", report);
        fields(spec.requestHeaders(), at + ".requestHeaders", report);
        for (int i = 0; i < spec.requestHeaders().size(); i++) {
            String name = spec.requestHeaders().get(i);
            if (OWN.contains(name.toLowerCase(Locale.ROOT))) {
                report.error(at + ".requestHeaders[" + i + "]", "'" + name + "' is what the gateway says itself");
            }
        }
        fields(spec.claimHeaders(), at + ".claimHeaders", report);
        field(spec.userHeader(), at + ".userHeader", report);
        field(spec.rolesHeader(), at + ".rolesHeader", report);
        field(spec.scopesHeader(), at + ".scopesHeader", report);
        if (spec.tenantHeader() != null) {
            field(spec.tenantHeader(), at + ".tenantHeader", report);
        }
        if (spec.whenAway() == ForwardAuthSpec.WhenAway.ALLOW) {
            report.warning(at + ".whenAway", "is allow: whoever keeps the service from answering lets everybody in");
        }
        CalledUrl.between(spec.rememberGood(), Duration.ZERO, Duration.ofMinutes(5), at + ".rememberGood", report);
        CalledUrl.call(spec.call(), at + ".call", report);
    }

    private static void fields(List<String> names, String at, Report report) {
        for (int i = 0; i < names.size(); i++) {
            field(names.get(i), at + "[" + i + "]", report);
        }
    }

    private static void field(String name, String at, Report report) {
        if (!HttpWords.isToken(name) || HttpWords.belongsToConnection(name)) {
            report.error(at, "'" + name + "' is not the name of a header field that can be passed on");
        }
    }
}
