/** Path templates: the written form of what a route matches and of what it asks the upstream for. */
@org.jspecify.annotations.NullMarked
package io.highgate.model.path;
