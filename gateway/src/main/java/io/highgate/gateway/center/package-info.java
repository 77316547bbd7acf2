/** What does a center say about cells, and what is it told? (sees no Netty, knows no upstreams) */
@org.jspecify.annotations.NullMarked
package io.highgate.gateway.center;
