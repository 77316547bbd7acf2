package io.highgate.model.spec;

import org.jspecify.annotations.Nullable;

/** Something that a request may carry. Immutable. */
@Doc("A sign that a request may carry: a header field or a cookie, exactly one of these.")
public record SignSpec(
        @Doc("A header field.") @Nullable String header,
        @Doc("A cookie.") @Nullable String cookie,

        @Doc("Its exact value; any when left out.") @Nullable
        String value) {}
