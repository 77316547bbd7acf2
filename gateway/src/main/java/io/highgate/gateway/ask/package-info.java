/** What a request says of itself and of whoever asks, for all who decide by it. */
@org.jspecify.annotations.NullMarked
package io.highgate.gateway.ask;
