package io.highgate.store.standing;

/**
 * A registration without an end: somebody has written down that the instance is there. Immutable.
 *
 * @param key unique, {@code <cell>/<id>}
 * @param facts what is known of it, in a form that the store does not look into
 * @param version grows with every change, from 1
 */
public record Standing(String key, String facts, long version) {

    /** The same under another number. */
    public Standing withVersion(long number) {
        return new Standing(key, facts, number);
    }
}
