/** Where do time, chance and threads come from? The only place of the SDK that reaches for them itself. */
@org.jspecify.annotations.NullMarked
package io.highgate.sdk.provider.ambient;
