package io.highgate.sdk.provider;

import io.highgate.sdk.provider.declare.Declaration;
import io.highgate.wire.cell.Instance;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The provider's thread: waits until something is due, asks, tells the {@link Course} what became of it.
 * Everything but the signals is confined to that thread.
 */
final class Rounds implements Runnable {

    private static final Duration HEALTH_PATIENCE = Duration.ofSeconds(2);

    private final ProviderSettings settings;
    private final Surroundings around;
    private final Flips flips;
    private final Course course;
    private final List<Declaration> declarations;
    private final Declaring declaring;
    private final CenterCalls calls;
    private final Semaphore signals = new Semaphore(0);
    private final CompletableFuture<Void> drained = new CompletableFuture<>();

    private volatile boolean drainAsked;
    private volatile boolean closeAsked;
    private @Nullable Sender toCenter;
    private @Nullable Sender toService;
    private @Nullable Instance instance;

    Rounds(ProviderSettings settings, List<Declaration> declarations, Surroundings around, Flips flips) {
        this.settings = settings;
        this.around = around;
        this.flips = flips;
        this.course = new Course(
                settings.timing(),
                settings.centers().size(),
                settings.asksHealth(),
                around.chance(),
                around.nanos().getAsLong());
        this.declarations = declarations;
        this.declaring = new Declaring(settings.key() == null ? List.of() : declarations);
        this.calls = new CenterCalls(settings.key(), settings.timing());
    }

    /** Completes when gateways send nothing new any more, or are not expected to hear of it. */
    CompletableFuture<Void> drain() {
        drainAsked = true;
        signals.release();
        return drained.copy();
    }

    void close() {
        closeAsked = true;
        signals.release();
    }

    @Override
    public void run() {
        try {
            flips.at(course.state(), course.reason(), now());
            if (settings.key() == null) {
                declarations.forEach(it -> flips.declared(it.name(), "this needs a service key"));
            }
            while (course.state() != ProviderState.CLOSED) {
                try {
                    turn();
                } catch (RuntimeException | Error defect) {
                    // The edge of a thread inside of somebody else's process: nothing may get out.
                    flips.defect(defect);
                    course.stumble(now());
                }
                flips.at(course.state(), course.reason(), now());
                if (course.isDrained()) {
                    drained.complete(null);
                }
            }
        } finally {
            drained.complete(null);
        }
    }

    private void turn() {
        if (drainAsked) {
            course.drain(now());
        }
        if (closeAsked) {
            course.close(now());
        }
        if (course.state() == ProviderState.CLOSED) {
            return;
        }
        Declaration pending = course.state() == ProviderState.REGISTERED ? declaring.pending() : null;
        long wait = course.due() - now();
        if (pending != null && declaring.due() - course.due() < 0) {
            long sooner = declaring.due() - now();
            if (sooner <= 0) {
                declare(pending);
            } else {
                pause(sooner);
            }
        } else if (wait <= 0) {
            step();
        } else {
            pause(wait);
        }
    }

    private void step() {
        Step step = course.step();
        Answer answer = step == Step.REST ? Answer.none("nothing was asked") : ask(step);
        Duration asked = RetryAfter.read(answer.retryAfter(), around.clock().instant());
        course.after(answer, asked, now());
        if (step == Step.PUT && course.state() == ProviderState.REGISTERED) {
            declaring.registered(now());
        }
    }

    private Answer ask(Step step) {
        Instance here = instance();
        if (here == null) {
            return Answer.none("this host's address on the way to the center is not known; " + ProviderSettings.PREFIX
                    + "host can say it");
        }
        if (step == Step.HEALTH) {
            return toService().send(health(here));
        }
        return toCenter().send(calls.ask(step, center(), here, around.clock().instant()));
    }

    private Question health(Instance here) {
        URI url = settings.healthUrl();
        URI asked = url == null ? URI.create(here.baseUrl() + here.health()) : url;
        return new Question("GET", asked, null, null, HEALTH_PATIENCE);
    }

    private void declare(Declaration declaration) {
        Instance here = instance();
        if (here == null) {
            return;
        }
        Question question =
                calls.declare(declaration, center(), here, around.clock().instant());
        flips.declared(declaration.name(), declaring.after(toCenter().send(question), now()));
    }

    /** Null until this host has an address. */
    private @Nullable Instance instance() {
        if (instance == null) {
            String said = settings.announced().host();
            String host = said == null ? around.ownAddress().apply(settings.centers()) : said;
            instance = host == null ? null : settings.announced().at(host);
        }
        return instance;
    }

    private URI center() {
        return settings.centers().get(course.center());
    }

    private Sender toCenter() {
        Sender sender = toCenter;
        if (sender == null) {
            sender = around.toCenter().get();
            toCenter = sender;
        }
        return sender;
    }

    private Sender toService() {
        Sender sender = toService;
        if (sender == null) {
            sender = around.toService().get();
            toService = sender;
        }
        return sender;
    }

    private long now() {
        return around.nanos().getAsLong();
    }

    private void pause(long nanos) {
        try {
            if (signals.tryAcquire(nanos, TimeUnit.NANOSECONDS)) {
                signals.drainPermits();
            }
        } catch (InterruptedException woken) {
            // Whoever wants an end says so by close(): an interrupt of all threads of a host is not meant for this one.
        }
    }
}
