package io.highgate.center.access;

/** Tells who asks; on a thread that may block. Thread-safe. */
@FunctionalInterface
public interface Door {

    Finding look(Credentials credentials);
}
