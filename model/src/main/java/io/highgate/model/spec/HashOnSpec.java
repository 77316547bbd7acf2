package io.highgate.model.spec;

import org.jspecify.annotations.Nullable;

/** What requests have in common that go to the same endpoint. Immutable. */
@Doc(
        "What requests have in common that go to the same endpoint; exactly one of these. A request that lacks it goes anywhere.")
public record HashOnSpec(
        @Doc("A header field.") @Nullable String header,
        @Doc("A cookie.") @Nullable String cookie,

        @Doc("A placeholder of the route's path template.") @Nullable
        String pathValue,

        @Doc(value = "The client's address.", defaultsTo = "false")
        boolean clientAddress) {}
