/** How are other services asked about callers? */
@org.jspecify.annotations.NullMarked
package io.highgate.gateway.identity.out;
