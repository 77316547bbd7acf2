/** How are messages spelled? JSON (RFC 8259) with the JDK alone, for SDKs bring nothing else along. */
@org.jspecify.annotations.NullMarked
package io.highgate.wire.json;
