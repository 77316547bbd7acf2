package io.highgate.model.spec;

import java.time.Duration;

/** The built-in login. Immutable. */
@Doc("The built-in login: POST /api/auth/login and what belongs to it. Off when left out.")
public record LoginSpec(
        @Doc(value = "How long a session lasts.", defaultsTo = "24h")
        Duration sessionTtl) {}
