/** Upstreams that fail in every way, under a load in which each request is accounted for. */
@org.jspecify.annotations.NullMarked
package io.highgate.drills.upstreams;
