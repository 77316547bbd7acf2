/** Which requests does another upstream get copies of, without anyone waiting for it? (sees Netty) */
@org.jspecify.annotations.NullMarked
package io.highgate.gateway.upstream.mirror;
