/** Which of a route's upstreams a request goes to: splits and canaries. Pure. */
@org.jspecify.annotations.NullMarked
package io.highgate.gateway.steer;
