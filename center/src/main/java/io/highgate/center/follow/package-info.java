/** How do gateways hear of changes? */
@org.jspecify.annotations.NullMarked
package io.highgate.center.follow;
