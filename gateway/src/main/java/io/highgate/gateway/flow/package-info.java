/** Bytes on their way: the HTTP/1.1 codec and the streams that listen and upstream join. */
@org.jspecify.annotations.NullMarked
package io.highgate.gateway.flow;
