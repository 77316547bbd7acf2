package io.highgate.model.spec;

import org.jspecify.annotations.Nullable;

/** Answers with a redirect; what is left out stays as in the request. Immutable. */
@Doc("Answers with a redirect; what is left out stays as in the request.")
public record RedirectSpec(
        @Doc(value = "301, 302, 303, 307 or 308.", defaultsTo = "302", min = 301, max = 308)
        int status,

        @Doc("http or https.") @Nullable String scheme,
        @Doc("The host name.") @Nullable String host,

        @Doc(value = "The port.", min = 1, max = 65535) @Nullable
        Integer port,

        @Doc("A template for the path with the captures of the match; the query goes along.") @Nullable
        String path) {}
