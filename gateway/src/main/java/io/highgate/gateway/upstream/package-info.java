/** The only room with a door to the outside: endpoints, pools, attempts. */
@org.jspecify.annotations.NullMarked
package io.highgate.gateway.upstream;
