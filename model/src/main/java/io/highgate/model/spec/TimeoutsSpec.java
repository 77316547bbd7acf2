package io.highgate.model.spec;

import java.time.Duration;

/** How long things may take. Immutable. */
@Doc("How long things may take.")
public record TimeoutsSpec(
        @Doc(value = "To open a connection to an endpoint; then 502 CONNECT_FAILED.", defaultsTo = "5s")
        Duration connect,

        @Doc(
                value = "From handing the request on to the head of the answer; then 504 UPSTREAM_TIMEOUT.",
                defaultsTo = "30s")
        Duration perTry,

        @Doc(value = "Without a byte moving while a body is streamed either way.", defaultsTo = "60s")
        Duration idle,

        @Doc(value = "From the first byte of a request to the end of its header section; then 408.", defaultsTo = "10s")
        Duration headerRead,

        @Doc(value = "How long a request's body may come more slowly than limits.minBodyRate.", defaultsTo = "5s")
        Duration bodyGrace,

        @Doc(
                value = "An open WebSocket on which neither side says anything; then both are told 1001.",
                defaultsTo = "10m")
        Duration webSocketIdle,

        @Doc(
                value = "How long a side of a WebSocket is left alone before the gateway pings it and keeps the answer"
                        + " to itself; a time longer than webSocketIdle never comes.",
                defaultsTo = "30s")
        Duration webSocketPing,

        @Doc(value = "A client connection without a request.", defaultsTo = "75s")
        Duration keepAlive,

        @Doc(value = "For requests under way when the process stops or a config retires.", defaultsTo = "30s")
        Duration drain) {}
