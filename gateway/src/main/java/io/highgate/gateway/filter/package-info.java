/** What the user declares to be changed on a message's way, compiled. */
@org.jspecify.annotations.NullMarked
package io.highgate.gateway.filter;
