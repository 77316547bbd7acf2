/** Does a center hear all that was counted, once? */
@org.jspecify.annotations.NullMarked
package io.highgate.gateway.center.red;
