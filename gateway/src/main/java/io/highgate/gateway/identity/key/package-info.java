/** Whose is a key? Keys are known by their hashes only. */
@org.jspecify.annotations.NullMarked
package io.highgate.gateway.identity.key;
