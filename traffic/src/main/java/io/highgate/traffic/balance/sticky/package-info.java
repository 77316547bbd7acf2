/** The cookie by which a client comes back to the same endpoint. */
@org.jspecify.annotations.NullMarked
package io.highgate.traffic.balance.sticky;
