package io.highgate.gateway.upstream;

import io.highgate.base.time.Timeout;
import io.highgate.gateway.exchange.Failure;
import io.highgate.gateway.flow.Loop;
import io.highgate.model.spec.ProbeSpec;
import io.highgate.traffic.health.EndpointHealth;
import io.netty.channel.Channel;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks one member of an upstream again and again whether it is well: as often as the configuration
 * says, faster while in doubt. And knocks, whatever the configuration, where connections were refused,
 * until somebody listens there again. Confined to one event loop but for {@link #start}, {@link
 * #knock} and {@link #stop}.
 *
 * <pre>
 * waiting -due-> asking -answer or time-out-> waiting
 * silent -refused-> knocking -accepted-> silent
 * </pre>
 */
final class Prober extends Timeout {

    /** Somebody who is started again is noticed so soon. */
    private static final long KNOCK = TimeUnit.MILLISECONDS.toNanos(200);

    private final Member member;
    private final Probe.Means means;
    private final Supplier<Upstream> made;
    private final @Nullable ProbeSpec spec;
    private final @Nullable ProbeQuestion question;
    private final Knocking knocking = new Knocking();
    private long last;
    private boolean asking;
    private boolean stopped;
    private @Nullable Upstream view;

    /**
     * @param view the member alone, without any policy
     * @param spec null where nobody is asked, and only knocking is done
     */
    Prober(Member member, Supplier<Upstream> view, @Nullable ProbeSpec spec, Probe.Means means) {
        this.member = member;
        this.made = view;
        this.spec = spec;
        this.means = means;
        this.question = spec == null
                ? null
                : ProbeQuestion.of(spec, member.endpoint().address().toString());
    }

    private Loop loop() {
        return means.loop();
    }

    private EndpointHealth health() {
        return member.health();
    }

    /** Asks from now on; the first time at some moment of the first interval, so that not all are asked at once. */
    void start() {
        if (spec != null) {
            loop().execute(() -> {
                last = loop().nanos()
                        - (long) (loop().random().nextDouble() * spec.interval().toNanos());
                rest();
            });
        }
    }

    /** Asks nobody any more. */
    void stop() {
        loop().execute(() -> {
            stopped = true;
            loop().timers().cancel(this);
            loop().timers().cancel(knocking);
            if (view != null) {
                view.members().getFirst().endpoint().pool(loop()).close();
            }
        });
    }

    /** While in doubt it is asked sooner, and doubt may come at any moment. */
    private void rest() {
        if (!stopped && spec != null) {
            long wait = Math.max(1, spec.interval().toNanos() / 10);
            loop().timers().arm(this, wait);
        }
    }

    @Override
    protected void fire() {
        ProbeSpec asked = spec;
        ProbeQuestion about = question;
        if (asked == null || about == null || stopped) {
            return;
        }
        long due = last + health().nextProbeNanos(loop().random().nextDouble());
        if (asking || loop().nanos() - due < 0) {
            rest();
            return;
        }
        asking = true;
        resolve(asked);
        if (asked.kind() == ProbeSpec.Kind.TCP) {
            connect(this::told);
        } else {
            Probe.ask(view(), about, means, this::told);
        }
    }

    /** The view's endpoint is another object: it goes where the member's name leads to now. */
    private void resolve(@Nullable ProbeSpec asked) {
        view().members().getFirst().endpoint().follow(member.endpoint(), asked == null ? null : asked.port());
    }

    private void told(@Nullable String problem) {
        asking = false;
        last = loop().nanos();
        if (!stopped) {
            health().onProbe(problem == null, problem == null ? "" : problem, last);
            rest();
        }
    }

    private Upstream view() {
        Upstream seen = view == null ? made.get() : view;
        view = seen;
        return seen;
    }

    private void connect(Consumer<@Nullable String> result) {
        Endpoint to = view().members().getFirst().endpoint();
        Connecting.open(loop(), view(), to, new Connecting.Result() {
            @Override
            public void opened(Channel channel, boolean http2) {
                channel.close();
                result.accept(null);
            }

            @Override
            public void failed(Failure failure) {
                result.accept(failure instanceof Failure.ConnectFailed f ? f.reason() : "it could not be reached");
            }
        });
    }

    // ---- where connections were refused ----

    /** Nobody listens there: knocks until somebody does. From any thread. */
    void knock() {
        loop().execute(() -> {
            if (!stopped && !knocking.isArmed()) {
                loop().timers().arm(knocking, KNOCK);
            }
        });
    }

    private final class Knocking extends Timeout {
        @Override
        protected void fire() {
            if (!stopped && member.isRefusing()) {
                resolve(null);
                connect(this::told);
            }
        }

        private void told(@Nullable String problem) {
            if (stopped) {
                return;
            }
            if (problem == null) {
                member.listens();
            } else {
                loop().timers().arm(this, KNOCK);
            }
        }
    }
}
