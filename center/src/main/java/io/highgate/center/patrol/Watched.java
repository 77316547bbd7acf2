package io.highgate.center.patrol;

import io.highgate.base.time.Agenda;
import io.highgate.wire.cell.Instance;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One instance that is asked how it is, and what came of it.
 *
 * <pre>
 *            a probe fails, or somebody doubts            threshold failures in a row
 *   WELL ---------------------------------> SUSPICIOUS -------------------------------> DOWN
 *     ^   (asked each interval)      |       (asked at once, again and again)             | (asked each 2 s)
 *     +------------------------------+---------------- one success -----------------------+
 * </pre>
 *
 * Confined to the center's agenda.
 */
final class Watched {

    /** A doubtful instance is given a few times what it took when it was well, and never less than this. */
    private static final Duration LEAST_PATIENCE = Duration.ofMillis(250);

    private static final int TIMES = 4;

    private Instance instance;
    private Mood mood = Mood.WELL;
    private int failures;
    private long usualNanos;
    private boolean asked;
    private Agenda.@Nullable Entry next;

    enum Mood {
        WELL,
        SUSPICIOUS,
        DOWN
    }

    Watched(Instance instance, boolean down) {
        this.instance = instance;
        this.mood = down ? Mood.DOWN : Mood.WELL;
    }

    Instance instance() {
        return instance;
    }

    void become(Instance other) {
        instance = other;
    }

    Mood mood() {
        return mood;
    }

    /** Whether a probe is under way. */
    boolean isAsked() {
        return asked;
    }

    void asking() {
        asked = true;
        next = null;
    }

    /** The next probe is due by this. */
    void due(Agenda.Entry entry) {
        forget();
        next = entry;
    }

    /** No probe is due any more. */
    void forget() {
        if (next != null) {
            next.cancel();
            next = null;
        }
    }

    /** Somebody has reason to doubt it; whether that is news. */
    boolean doubt() {
        if (mood != Mood.WELL) {
            return false;
        }
        mood = Mood.SUSPICIOUS;
        return true;
    }

    /** A probe went well; true if it was down before. */
    boolean succeeded(long tookNanos) {
        asked = false;
        boolean wasDown = mood == Mood.DOWN;
        mood = Mood.WELL;
        failures = 0;
        usualNanos = usualNanos == 0 ? tookNanos : (usualNanos * 7 + tookNanos) / 8;
        return wasDown;
    }

    /** A probe failed; true if it is down by that. */
    boolean failed(int threshold) {
        asked = false;
        failures++;
        if (mood == Mood.DOWN || failures < threshold) {
            mood = mood == Mood.DOWN ? Mood.DOWN : Mood.SUSPICIOUS;
            return false;
        }
        mood = Mood.DOWN;
        return true;
    }

    /** How long it is waited for its answer. */
    Duration patience(PatrolRules rules) {
        if (mood != Mood.SUSPICIOUS) {
            return rules.timeout();
        }
        Duration usual = Duration.ofNanos(usualNanos * TIMES);
        Duration patience = usual.compareTo(LEAST_PATIENCE) < 0 ? LEAST_PATIENCE : usual;
        return patience.compareTo(rules.timeout()) < 0 ? patience : rules.timeout();
    }

    /** How long it is left alone. */
    Duration pause(PatrolRules rules) {
        return switch (mood) {
            case WELL -> rules.interval();
            case SUSPICIOUS -> rules.suspicious();
            case DOWN -> rules.again();
        };
    }
}
