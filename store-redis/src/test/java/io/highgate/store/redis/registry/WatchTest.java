package io.highgate.store.redis.registry;

import io.highgate.store.redis.registry.Watch.Seen;
import io.highgate.store.registry.Change;
import io.highgate.store.registry.Followers;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** A server whose messages are late or lost, and looks that are answered late, by seeds. */
class WatchTest {

    private static final int SEEDS = 2_000;
    private static final int STEPS = 200;

    /** One run. Confined to the test's thread. */
    private static final class Run {

        private final Random random;
        private final double loss;
        private final Followers followers = new Followers();
        private final Watch watch = new Watch(followers);
        private final Queue<Change> messages = new ArrayDeque<>();
        private final Queue<Seen> looks = new ArrayDeque<>();
        private String epoch = "e0";
        private long seq;
        private String knownEpoch = "";
        private long known;
        private int missed;
        private boolean gap;

        Run(long seed, double loss) {
            this.random = new Random(seed);
            this.loss = loss;
            followers.add(this::hear, () -> {
                missed++;
                knownEpoch = epoch; // it reads all
                known = seq;
            });
            watch.listening();
        }

        private void hear(Change change) {
            if (change.epoch().equals(knownEpoch)) {
                gap |= change.seq() > known + 1;
                known = Math.max(known, change.seq());
            }
        }

        void step() {
            switch (random.nextInt(8)) {
                case 0, 1, 2 -> change();
                case 3, 4 -> deliver();
                case 5 -> looks.add(new Seen(epoch, seq));
                case 6 -> look();
                default -> seldom();
            }
        }

        private void seldom() {
            int what = random.nextInt(40);
            if (what == 0) {
                epoch = "e" + random.nextInt(1_000_000);
                seq = random.nextLong(seq + 1);
            } else if (what == 1) {
                messages.clear();
                watch.listening();
            } else if (what == 2) {
                watch.unsure();
            }
        }

        private void change() {
            seq++;
            if (random.nextDouble() >= loss) {
                messages.add(new Change(epoch, seq, "crm/a", null));
            }
        }

        private void deliver() {
            Change next = messages.poll();
            if (next != null) {
                watch.heard(next);
            }
        }

        private void look() {
            Seen next = looks.poll();
            if (next != null) {
                watch.looked(next);
            }
        }

        /** Nothing changes any more, and it is looked twice. */
        void settle() {
            while (!messages.isEmpty() || !looks.isEmpty()) {
                deliver();
                look();
            }
            watch.looked(new Seen(epoch, seq));
            watch.looked(new Seen(epoch, seq));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.01, 0.3})
    void whoFollowsNeverMissesAChangeWithoutBeingTold(double loss) {
        for (int seed = 0; seed < SEEDS; seed++) {
            Run run = new Run(seed, loss);
            for (int i = 0; i < STEPS; i++) {
                run.step();
            }
            run.settle();
            assertThat(run.gap).as("a gap, seed %s", seed).isFalse();
            assertThat(run.knownEpoch + " " + run.known).as("seed %s", seed).isEqualTo(run.epoch + " " + run.seq);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 100})
    void whereNothingIsLostNobodyIsDisturbed(int changes) {
        Run run = new Run(changes, 0);
        run.watch.looked(new Seen(run.epoch, 0));
        for (int i = 0; i < changes; i++) {
            run.looks.add(new Seen(run.epoch, run.seq));
            run.change();
            run.looks.add(new Seen(run.epoch, run.seq)); // before the message
            run.look();
            run.look();
            run.deliver();
        }
        run.settle();
        assertThat(run.missed).isEqualTo(1);
        assertThat(run.known).isEqualTo(changes);
    }
}
