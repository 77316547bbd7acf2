package io.highgate.center.evict;

import java.util.List;

/**
 * What becomes of those whose lease has run out. Immutable.
 *
 * @param evict the keys of those who are taken out
 * @param doubt the keys of those who stay, and should be asked how they are
 * @param freezes why, none if all are taken out
 */
public record Verdict(List<String> evict, List<String> doubt, List<Freeze> freezes) {

    public Verdict {
        evict = List.copyOf(evict);
        doubt = List.copyOf(doubt);
        freezes = List.copyOf(freezes);
    }
}
