/** What does a center say about cells, and what is it told? */
@org.jspecify.annotations.NullMarked
package io.highgate.gateway.center;
