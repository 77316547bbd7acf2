/** Which of all routes a request finds first, however many there are: host, path, conditions, precedence. */
@org.jspecify.annotations.NullMarked
package io.highgate.gateway.route.index;
