/** Tests of where endpoints are found. */
@org.jspecify.annotations.NullMarked
package io.highgate.gateway.upstream.discover;
