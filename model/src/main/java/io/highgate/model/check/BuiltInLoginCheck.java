package io.highgate.model.check;

import io.highgate.base.unit.Secret;
import io.highgate.model.spec.LoginSpec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Checks the built-in login. Pure; never says anything of a password but its length. */
final class BuiltInLoginCheck {

    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofDays(366);
    private static final int LEAST = 12;
    private static final int MOST = 1_024;

    private BuiltInLoginCheck() {}

    static void check(@Nullable LoginSpec login, Report report) {
        if (login == null) {
            return;
        }
        Duration ttl = login.sessionTtl();
        if (ttl.compareTo(SHORTEST) < 0 || ttl.compareTo(LONGEST) > 0) {
            report.error("login.sessionTtl", "a session lasts from a minute to 366 days");
        }
        Secret password = login.adminPassword();
        if (password != null) {
            String text = password.reveal();
            if (text.codePointCount(0, text.length()) < LEAST || text.getBytes(StandardCharsets.UTF_8).length > MOST) {
                report.error(
                        "login.adminPassword",
                        "has " + text.codePointCount(0, text.length()) + " characters; it must have at least " + LEAST
                                + ", and at most " + MOST + " octets");
            }
        }
    }
}
