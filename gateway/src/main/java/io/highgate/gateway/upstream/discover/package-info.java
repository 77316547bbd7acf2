/** Where an upstream's endpoints are found while the gateway runs: DNS and files. Knows no upstreams. */
@org.jspecify.annotations.NullMarked
package io.highgate.gateway.upstream.discover;
