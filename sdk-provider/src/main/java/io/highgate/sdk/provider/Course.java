package io.highgate.sdk.provider;

import java.time.Duration;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides what a provider does next, and when; {@link ProviderState} has the chart. Knows no sockets and no
 * clock: answers and times are handed in, times of a clock that only goes on. Confined to one thread.
 */
final class Course {

    /** The service's own health is asked so often: it is to be found within a second of being ready. */
    static final Duration LOOK = Duration.ofMillis(250);

    /** A center that says no is asked again this slowly: somebody has to change something first. */
    static final Duration REFUSED = Duration.ofSeconds(30);

    /** A center that cannot be told of the end hears of it by the lease. */
    static final Duration FAREWELL = Duration.ofSeconds(2);

    private final Timing timing;
    private final DoubleSupplier chance;
    private final Centers centers;

    private ProviderState state;
    private String reason;
    private Step step;
    private long due;
    private long beat;
    private boolean mayBeKnown;
    private boolean closing;
    private boolean drained;
    private long until;

    Course(Timing timing, int centers, boolean asksHealth, DoubleSupplier chance, long now) {
        this.timing = timing;
        this.chance = chance;
        this.centers = new Centers(centers, chance.getAsDouble(), now);
        this.state = asksHealth ? ProviderState.NOT_READY : ProviderState.REGISTERING;
        this.reason = asksHealth ? "the service has to answer its own health first" : "nobody waits for its health";
        this.step = asksHealth ? Step.HEALTH : Step.PUT;
        this.due = now;
        this.beat = timing.beat().toNanos();
    }

    ProviderState state() {
        return state;
    }

    /** Why the state is as it is, in a sentence. */
    String reason() {
        return reason;
    }

    Step step() {
        return step;
    }

    long due() {
        return due;
    }

    /** The center that is asked next. */
    int center() {
        return centers.current();
    }

    /** Whether nothing new is to be expected from gateways any more. */
    boolean isDrained() {
        return drained;
    }

    /** What became of {@link #step}; {@code asked} is how long the center wants to be left alone, or null. */
    void after(Answer answer, @Nullable Duration asked, long now) {
        switch (step) {
            case HEALTH -> afterHealth(answer, now);
            case PUT -> afterPut(answer, asked, now);
            case BEAT -> afterBeat(answer, asked, now);
            case DRAIN -> afterDrain(answer, asked, now);
            case REST -> rest(now);
            case DELETE -> afterDelete(answer, asked, now);
        }
    }

    private void afterHealth(Answer answer, long now) {
        if (answer.isGood()) {
            become(ProviderState.REGISTERING, "the service is well");
            next(Step.PUT, now);
        } else {
            reason = "the service does not answer its own health with 2xx: " + answer.told();
            next(Step.HEALTH, now + LOOK.toNanos());
        }
    }

    private void afterPut(Answer answer, @Nullable Duration asked, long now) {
        mayBeKnown = true;
        if (answer.isGood()) {
            beat = Beat.told(answer.body(), timing).toNanos();
            taken("registered", now);
        } else if (!answer.mayChange()) {
            refused(answer, now);
        } else {
            unanswered(answer, asked, now);
        }
    }

    private void afterBeat(Answer answer, @Nullable Duration asked, long now) {
        if (state == ProviderState.DRAINING) {
            beatWhileDraining(answer, asked, now);
        } else if (answer.isGood()) {
            taken("a center answers again", now);
        } else if (answer.status() == 404) {
            centers.answered(now);
            become(ProviderState.REGISTERING, "the center does not know this instance any more");
            next(Step.PUT, now);
        } else if (!answer.mayChange()) {
            refused(answer, now);
            step = Step.PUT;
        } else {
            unanswered(answer, asked, now);
        }
    }

    private void taken(String why, long now) {
        centers.answered(now);
        become(ProviderState.REGISTERED, why);
        next(Step.BEAT, now + nextBeat());
    }

    /** Up to a tenth earlier, so that services that started together do not beat together for ever. */
    private long nextBeat() {
        return (long) (beat * (1 - chance.getAsDouble() / 10));
    }

    private void refused(Answer answer, long now) {
        centers.answered(now);
        String who = answer.refusesKey()
                ? "the center refuses the service key (is it right, is it this service's, is this host's clock right?): "
                : "the center refuses what the service says of itself, or is no center: ";
        become(ProviderState.REFUSED, who + answer.told());
        next(step, now + (long) (REFUSED.toNanos() * (0.8 + 0.4 * chance.getAsDouble())));
    }

    private void unanswered(Answer answer, @Nullable Duration asked, long now) {
        fail(answer, asked, now);
        if (centers.allFailed() && state != ProviderState.REFUSED) {
            become(ProviderState.AWAY, "no center can be asked; the last one: " + answer.told());
        }
    }

    /** Another center is asked; but one that counts requests counts for all of them, they share their store. */
    private void fail(Answer answer, @Nullable Duration asked, long now) {
        if (answer.status() == 429) {
            centers.tooMany(now, asked, chance.getAsDouble());
        } else {
            centers.failed(now, asked, chance.getAsDouble());
        }
        next(step, later(now, centers.due()));
    }

    /** Lets gateways send nothing new; the service goes on answering, and goes on beating. */
    void drain(long now) {
        if (state == ProviderState.DRAINING || state == ProviderState.CLOSED) {
            return;
        }
        become(ProviderState.DRAINING, "the service is on its way out");
        until = now + timing.drainWait().toNanos();
        if (mayBeKnown) {
            next(Step.DRAIN, now);
        } else {
            settle(now);
        }
    }

    /** Drains if that was not done, then deregisters. */
    void close(long now) {
        drain(now);
        if (!closing && state != ProviderState.CLOSED) {
            closing = true;
            if (drained) {
                settle(now);
            }
        }
    }

    private void afterDrain(Answer answer, @Nullable Duration asked, long now) {
        if (answer.isGood()) {
            centers.answered(now);
            until = now + timing.drainWait().toNanos();
            next(Step.BEAT, earlier(now + nextBeat(), until));
        } else if (answer.mayChange() && until - now > 0) {
            fail(answer, asked, now);
            due = earlier(due, until);
        } else {
            // Unknown, refused, or no center in time: waiting would help nobody.
            mayBeKnown &= answer.status() != 404;
            settle(now);
        }
    }

    private void beatWhileDraining(Answer answer, @Nullable Duration asked, long now) {
        if (answer.status() == 404) {
            mayBeKnown = false;
            settle(now);
        } else if (answer.mayChange()) {
            fail(answer, asked, now);
        } else {
            centers.answered(now);
            next(Step.BEAT, now + nextBeat());
        }
        rest(now);
    }

    /** Time has passed while draining. */
    private void rest(long now) {
        if (!drained && now - until >= 0) {
            settle(now);
        } else if (!drained) {
            due = earlier(due, until);
        }
    }

    /** What was to be waited for is over: what remains is to deregister, once that is wanted. */
    private void settle(long now) {
        drained = true;
        if (!closing) {
            next(mayBeKnown ? Step.BEAT : Step.REST, now + nextBeat());
        } else if (mayBeKnown) {
            until = now + FAREWELL.toNanos();
            next(Step.DELETE, now);
        } else {
            become(ProviderState.CLOSED, "nothing is registered");
        }
    }

    private void afterDelete(Answer answer, @Nullable Duration asked, long now) {
        if (answer.mayChange() && until - now > 0) {
            fail(answer, asked, now);
            if (due - until < 0) {
                return;
            }
        }
        boolean gone = answer.isGood() || answer.status() == 404;
        become(ProviderState.CLOSED, gone ? "deregistered" : "not deregistered, the lease will end: " + answer.told());
    }

    /** Something that cannot happen did: it is tried again, not at once. */
    void stumble(long now) {
        if (closing) {
            drained = true;
            become(ProviderState.CLOSED, "given up");
        }
        next(step, now + Centers.MOST_WAIT.toNanos());
    }

    private void become(ProviderState other, String why) {
        if (state != other || other == ProviderState.REFUSED || other == ProviderState.AWAY) {
            reason = why;
        }
        state = other;
    }

    private void next(Step what, long when) {
        step = what;
        due = when;
    }

    private static long earlier(long one, long other) {
        return one - other < 0 ? one : other;
    }

    private static long later(long one, long other) {
        return one - other > 0 ? one : other;
    }
}
