/** Which pages may read the answer? */
@org.jspecify.annotations.NullMarked
package io.highgate.gateway.cors;
