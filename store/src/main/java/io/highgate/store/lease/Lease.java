package io.highgate.store.lease;

/**
 * The right to do what only one may do at a time.
 *
 * @param name of the work
 * @param holder who has it
 * @param epoch grows with every change of the holder: what is written under an older one is refused (a
 *     fencing token: Kleppmann, "How to do distributed locking", 2016)
 */
public record Lease(String name, String holder, long epoch) {}
