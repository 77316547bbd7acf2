/** Who asks, and may they? */
@org.jspecify.annotations.NullMarked
package io.highgate.gateway.identity;
