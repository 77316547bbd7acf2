/** The data plane: the gateway as a whole and its request path. */
@org.jspecify.annotations.NullMarked
package io.highgate.gateway;
