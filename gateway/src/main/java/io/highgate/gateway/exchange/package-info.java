/** One request and its response, and the words all stages share. */
@org.jspecify.annotations.NullMarked
package io.highgate.gateway.exchange;
