/** What happened: counters, latencies, the access log. */
@org.jspecify.annotations.NullMarked
package io.highgate.gateway.observe;
