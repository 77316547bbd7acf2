package io.highgate.gateway.upstream.discover;

import java.net.InetAddress;
import java.util.List;

/** What came of asking DNS. Immutable. */
sealed interface Answer {

    /** What stands under a name. */
    sealed interface Entry {}

    /** An address. */
    record Address(InetAddress address) implements Entry {}

    /** A server of a service (RFC 2782). */
    record Service(int priority, int weight, int port, String target) implements Entry {}

    /** There is something, for so many seconds. */
    record Some(List<Entry> entries, long ttl) implements Answer {}

    /** There is no such name, or nothing of the kind under it, for so many seconds. */
    record None(boolean exists, long ttl) implements Answer {}

    /** The name is another name for this one, which is still to be asked for. */
    record Alias(String target, long ttl) implements Answer {}

    /** No answer that could be used. */
    record Failed(String reason) implements Answer {}
}
