package io.highgate.model.spec;

import io.highgate.base.unit.Secret;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The built-in login. Immutable. */
@Doc("The built-in login: POST /api/auth/login and what belongs to it. Off when left out.")
public record LoginSpec(
        @Doc(
                value = "Whether anybody may log in; if not, that is answered 503, and sessions that are there go on.",
                defaultsTo = "true")
        boolean enabled,

        @Doc(value = "How long a session lasts.", defaultsTo = "24h")
        Duration sessionTtl,

        @Doc(
                value = "Logins a minute from one address, and from one /64 of IPv6; more are answered 429.",
                defaultsTo = "10",
                min = 1,
                max = 100_000)
        int ratePerAddress,

        @Doc(value = """
                Whether a login also sets a cookie, and how careful browsers are with it: off, lax or strict. \
                It needs TLS up to the browser.""", defaultsTo = "off") Cookie cookie,

        @Doc("""
                The password of the first administrator, who is created where there are no users yet; best given as \
                HIGHGATE_ADMIN_PASSWORD. One of chance, shown once on the console, when left out.""") @Nullable Secret adminPassword) {

    /** The cookie of a session, by its attribute SameSite. */
    public enum Cookie {
        OFF,
        LAX,
        STRICT
    }
}
