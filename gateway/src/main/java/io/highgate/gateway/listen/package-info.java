/** Where clients connect: bytes to exchanges, and answers back to bytes. */
@org.jspecify.annotations.NullMarked
package io.highgate.gateway.listen;
