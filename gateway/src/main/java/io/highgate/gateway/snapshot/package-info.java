/** A checked configuration as a thing that serves requests: compiled, published, retired. */
@org.jspecify.annotations.NullMarked
package io.highgate.gateway.snapshot;
