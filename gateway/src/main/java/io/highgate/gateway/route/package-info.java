/** From a request head to the one route that answers it: path rule, index, predicates, rewrites. */
@org.jspecify.annotations.NullMarked
package io.highgate.gateway.route;
