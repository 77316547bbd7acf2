package io.highgate.sdk.provider;

/** Asks and waits for the answer, no longer than the question's patience. Never throws. */
@FunctionalInterface
interface Sender {

    Answer send(Question question);
}
