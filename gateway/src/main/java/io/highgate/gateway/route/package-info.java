/** From a request head to the one route that answers it, and to the target that is asked for. */
@org.jspecify.annotations.NullMarked
package io.highgate.gateway.route;
