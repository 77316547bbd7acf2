package io.highgate.model.spec;

import java.time.Duration;

/** How an HTTP/2 connection is asked whether it still lives. Immutable. */
@Doc("Asks HTTP/2 connections with requests under way whether they still live.")
public record PingSpec(
        @Doc(value = "How long a connection may be silent before it is asked.", required = true, shorthand = true)
        Duration every,

        @Doc(value = "How long the answer may take; then the connection is closed.", defaultsTo = "5s")
        Duration timeout) {}
