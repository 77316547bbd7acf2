package io.highgate.gateway.upstream.discover;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * What DNS said last, question by question. No answer takes nothing away; that there is nothing is
 * believed only when it has been said for long enough. Thread-safe.
 *
 * <pre>
 *            Some                     None, for forgetAfter and three times
 * unknown ---------> known --------------------------------------------------> nothing
 *                    ^   |  None before that, Failed: what is known stays         |
 *                    +---+                  Some                                  |
 *                    ^------------------------------------------------------------+
 * </pre>
 */
final class Memory {

    private final Cadence cadence;
    private final SplittableRandom random;
    private final Map<Question, Kept> all = new HashMap<>();

    /** What is kept of one question; the present is at {@code due} when it is to be asked again. */
    private record Kept(
            List<Answer.Entry> entries,
            long due,
            long noneSince,
            int nones,
            int failures,
            boolean answered,
            @Nullable String problem) {

        private static final Kept NOTHING = new Kept(List.of(), 0, 0, 0, 0, false, null);
    }

    Memory(Cadence cadence, SplittableRandom random) {
        this.cadence = cadence;
        this.random = random;
    }

    synchronized boolean isDue(Question question, long now) {
        Kept kept = all.get(question);
        return kept == null || now - kept.due >= 0;
    }

    synchronized void take(Question question, Answer answer, long now) {
        Kept before = all.getOrDefault(question, Kept.NOTHING);
        double chance = random.nextDouble();
        Kept kept = switch (answer) {
            case Answer.Some some ->
                new Kept(some.entries(), now + cadence.after(some.ttl(), chance), 0, 0, 0, true, null);
            case Answer.None none -> nothing(before, question, none, now);
            case Answer.Failed failed -> failed(before, question, failed.reason(), now);
            case Answer.Alias alias -> failed(before, question, "an alias of " + alias.target(), now);
        };
        all.put(question, kept);
    }

    private Kept nothing(Kept before, Question question, Answer.None none, long now) {
        double chance = random.nextDouble();
        String says = none.exists() ? "there are no records of " + question : "there is no name " + question.name();
        if (before.entries.isEmpty()) {
            return new Kept(List.of(), now + cadence.after(none.ttl(), chance), 0, 0, 0, true, says);
        }
        long since = before.nones == 0 ? now : before.noneSince;
        int nones = before.nones + 1;
        boolean believed = nones >= Cadence.BELIEVED && now - since >= cadence.forgetAfter();
        long wait = believed ? cadence.after(none.ttl(), chance) : cadence.whileDoubted(none.ttl(), chance);
        List<Answer.Entry> entries = believed ? List.of() : before.entries;
        return new Kept(entries, now + wait, since, believed ? 0 : nones, 0, true, says);
    }

    private Kept failed(Kept before, Question question, String reason, long now) {
        int failures = before.failures + 1;
        long due = now + cadence.afterFailures(failures, random.nextDouble());
        // Nones go on counting: a server that fails now and then does not keep a name alive for ever.
        return new Kept(
                before.entries,
                due,
                before.noneSince,
                before.nones,
                failures,
                before.answered,
                question + ": " + reason);
    }

    synchronized List<Answer.Entry> entries(Question question) {
        return all.getOrDefault(question, Kept.NOTHING).entries;
    }

    /** Whether anything was ever answered. */
    synchronized boolean isAnswered() {
        return all.values().stream().anyMatch(Kept::answered);
    }

    /** Why the last answers cannot be relied on: a server that does not answer, or a doubted nothing. */
    synchronized @Nullable String doubt() {
        for (Kept kept : all.values()) {
            if (kept.failures > 0 || kept.nones > 0) {
                return kept.problem;
            }
        }
        return null;
    }

    /** What was said where there is nothing. */
    synchronized @Nullable String problem(Question question) {
        return all.getOrDefault(question, Kept.NOTHING).problem;
    }

    synchronized int failing() {
        return (int) all.values().stream().filter(it -> it.failures > 0).count();
    }

    /** When the first of them is to be asked again, from now. */
    synchronized long untilDue(long now) {
        return all.values().stream().mapToLong(it -> it.due - now).min().orElse(0);
    }

    synchronized void keepOnly(Collection<Question> asked) {
        all.keySet().retainAll(Set.copyOf(asked));
    }
}
