/** Does the center answer over real sockets as its contract says? */
@org.jspecify.annotations.NullMarked
package io.highgate.center.api;
