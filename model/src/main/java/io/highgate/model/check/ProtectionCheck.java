package io.highgate.model.check;

import io.highgate.model.spec.CorsSpec;
import io.highgate.model.spec.GatewaySpec;
import io.highgate.model.spec.PresentSpec;
import io.highgate.model.spec.TenancySpec;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks who is let in from where, and on whose behalf. Pure. */
final class ProtectionCheck {

    private static final Pattern ORIGIN = Pattern.compile(
            "\\*|[A-Za-z][A-Za-z0-9+.-]*://(\\*\\.)?(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9.-]+)(:[0-9]{1,5})?|null");
    private static final String TENANT = "{tenant}";

    private ProtectionCheck() {}

    static void check(GatewaySpec spec, Report report) {
        tenancy(spec.tenancy(), report);
        present(spec.forwarding().present(), report);
        if (spec.overload().redLight() != null && spec.overload().redLight().basisPoints() == 0) {
            report.error("overload.redLight", "0% would always be red; leave it out for never");
        }
    }

    private static void tenancy(@Nullable TenancySpec spec, Report report) {
        if (spec == null) {
            return;
        }
        for (int i = 0; i < spec.headers().size(); i++) {
            field(spec.headers().get(i), "tenancy.headers[" + i + "]", report);
        }
        String host = spec.host();
        if (host != null && (!host.contains(TENANT) || !HttpWords.isHost(host.replace(TENANT, "x")))) {
            report.error("tenancy.host", "'" + host + "' is not a host with {tenant} in it, like {tenant}.example.com");
        }
        if (!spec.known().isEmpty() && !spec.validate()) {
            report.warning("tenancy.known", "has no effect without 'validate: true'");
        }
    }

    private static void present(PresentSpec spec, Report report) {
        field(spec.user(), "forwarding.present.user", report);
        field(spec.roles(), "forwarding.present.roles", report);
        field(spec.scopes(), "forwarding.present.scopes", report);
    }

    private static void field(String name, String at, Report report) {
        if (!HttpWords.isToken(name) || HttpWords.belongsToConnection(name)) {
            report.error(at, "'" + name + "' is not the name of a field that can be sent on");
        }
    }

    static void cors(@Nullable CorsSpec spec, String at, Report report) {
        if (spec == null) {
            return;
        }
        for (int i = 0; i < spec.origins().size(); i++) {
            String origin = spec.origins().get(i);
            if (!ORIGIN.matcher(origin).matches()) {
                report.error(
                        at + ".origins[" + i + "]",
                        "'" + origin + "' is not an origin: scheme, host and maybe port, like https://app.example.com");
            }
        }
        if (spec.origins().isEmpty()) {
            report.error(at + ".origins", "no origin is let in; leave cors out for that");
        }
        if (spec.credentials() && spec.origins().contains("*")) {
            report.error(at + ".credentials", "cannot go with origins '*': every page could act for the user");
        }
        tokens(spec.methods(), at + ".methods", report);
        tokens(spec.headers(), at + ".headers", report);
        tokens(spec.expose(), at + ".expose", report);
    }

    private static void tokens(List<String> names, String at, Report report) {
        for (int i = 0; i < names.size(); i++) {
            if (!HttpWords.isToken(names.get(i))) {
                report.error(at + "[" + i + "]", "'" + names.get(i) + "' is not a name");
            }
        }
    }
}
