package io.highgate.model.check;

import io.highgate.base.unit.Secret;
import io.highgate.model.spec.GovernanceSpec;
import io.highgate.model.spec.GovernanceSpec.GuardSpec;
import io.highgate.model.spec.GovernanceSpec.OperatorsSpec;
import io.highgate.model.spec.GovernanceSpec.PatrolSpec;
import io.highgate.model.spec.GovernanceTlsSpec;
import io.highgate.model.spec.ListenerTlsSpec.ClientCertificates;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Checks what is said about the center of this machine. Pure. */
final class GovernanceCheck {

    /** As many as the hash has that secrets are derived with (RFC 2104). */
    private static final int LEAST_KEY = 32;

    private static final Duration SHORT = Duration.ofMillis(100);
    private static final Duration LONG = Duration.ofHours(1);

    private GovernanceCheck() {}

    static void check(GovernanceSpec governance, Report report) {
        String name = governance.name();
        if (name != null && !Names.isPrintable(name)) {
            report.error("governance.name", "is empty, too long or has control characters in it");
        }
        Secret key = governance.masterKey();
        if (key != null && key.reveal().getBytes(StandardCharsets.UTF_8).length < LEAST_KEY) {
            report.error(
                    "governance.masterKey",
                    "is shorter than " + LEAST_KEY + " octets; 'openssl rand -base64 32' makes one");
        }
        tls(governance.tls(), report);
        patrol(governance.patrol(), report);
        guard(governance.guard(), report);
        operators(governance.operators(), report);
        CalledUrl.between(governance.drain(), Duration.ZERO, Duration.ofMinutes(10), "governance.drain", report);
    }

    private static void tls(@Nullable GovernanceTlsSpec tls, Report report) {
        if (tls == null) {
            return;
        }
        boolean asks = tls.clientCertificates() != ClientCertificates.NONE;
        if (asks && tls.trust().isEmpty()) {
            report.error(
                    "governance.tls.trust", "names no file with the authorities that client certificates come from");
        }
        if (!asks && !tls.trust().isEmpty()) {
            report.warning("governance.tls.trust", "has no effect: clientCertificates is none");
        }
    }

    private static void patrol(PatrolSpec patrol, Report report) {
        CalledUrl.between(patrol.interval(), Duration.ofSeconds(1), LONG, "governance.patrol.interval", report);
        CalledUrl.between(patrol.again(), SHORT, LONG, "governance.patrol.again", report);
        CalledUrl.between(patrol.timeout(), SHORT, Duration.ofMinutes(1), "governance.patrol.timeout", report);
        if (patrol.timeout().compareTo(patrol.interval()) > 0) {
            report.error("governance.patrol.timeout", "is longer than the interval: probes would overtake each other");
        }
    }

    private static void guard(GuardSpec guard, Report report) {
        if (guard.ofAll().basisPoints() == 0 || guard.ofCell().basisPoints() == 0) {
            report.error("governance.guard", "0% would take nobody out ever; 100% switches a bound off");
        }
        CalledUrl.between(guard.window(), Duration.ofSeconds(1), LONG, "governance.guard.window", report);
        CalledUrl.between(
                guard.longest(), Duration.ofSeconds(1), LONG.multipliedBy(24), "governance.guard.longest", report);
    }

    private static void operators(@Nullable OperatorsSpec operators, Report report) {
        if (operators == null) {
            return;
        }
        if (!isUrl(operators.keys())) {
            report.error("governance.operators.keys", "'" + operators.keys() + "' is not an http(s) URL");
        }
        operators.roles().forEach((theirs, ours) -> {
            if (!OperatorsSpec.ROLES.contains(ours)) {
                report.error(
                        "governance.operators.roles." + theirs,
                        "'" + ours + "' is none of " + String.join(", ", OperatorsSpec.ROLES));
            }
        });
    }

    private static boolean isUrl(String text) {
        try {
            URI uri = URI.create(text);
            return uri.getHost() != null && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
