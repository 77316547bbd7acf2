package io.highgate.model.spec;

import java.time.Duration;
import java.util.List;

/** Which pages of other origins may read answers. Immutable. */
@Doc("""
        Which pages of other origins may read answers (Fetch standard, CORS). The gateway answers preflight \
        requests itself and takes off what the upstream says about CORS.""")
public record CorsSpec(
        @Doc(
                value =
                        "Origins, like https://app.example.com or https://*.example.com (any number of labels); '*' for all.",
                alias = "origin",
                required = true)
        List<String> origins,

        @Doc("Methods that a page may use; those of the route when left out, or GET, HEAD and POST.")
        List<String> methods,

        @Doc("Header fields that a page may send beside the simple ones; '*' for all.")
        List<String> headers,

        @Doc("Header fields of the answer that a page may read beside the simple ones.")
        List<String> expose,

        @Doc(value = "Whether cookies and credentials go along; not with origins '*'.", defaultsTo = "false")
        boolean credentials,

        @Doc(value = "How long a browser may remember the answer to a preflight.", defaultsTo = "10m")
        Duration maxAge) {}
