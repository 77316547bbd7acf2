/** Who is turned away before anybody looks closer? */
@org.jspecify.annotations.NullMarked
package io.highgate.gateway.guard;
