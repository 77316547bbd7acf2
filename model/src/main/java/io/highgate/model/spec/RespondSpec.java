package io.highgate.model.spec;

/** Answers with a fixed response. Immutable. */
@Doc("Answers with a fixed response.")
public record RespondSpec(
        @Doc(value = "The status code.", defaultsTo = "200", min = 200, max = 599)
        int status,

        @Doc(value = "The Content-Type.", defaultsTo = "text/plain; charset=utf-8")
        String contentType,

        @Doc(value = "The body.", defaultsTo = "") String body) {}
