/** How much may somebody ask for, now and at once? */
@org.jspecify.annotations.NullMarked
package io.highgate.gateway.quota;
