/** One path or query: its one form, and whether it has a shape. Knows nothing of routes. */
@org.jspecify.annotations.NullMarked
package io.highgate.gateway.route.path;
