package io.highgate.gateway.exchange;

/**
 * An exchange that is told of as a span (W3C Trace Context): ids in hexadecimal digits. Immutable.
 *
 * @param span what the upstream is told that it is part of
 * @param parent the span that asked; empty if there is none
 */
public record Sampled(String trace, String span, String parent) {}
