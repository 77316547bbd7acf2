package io.highgate.store.sql;

import io.highgate.store.StoreAwayException;
import io.highgate.testkit.Await;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class GroupCommitTest {

    private static final int BLOCKING = 0;
    private static final int REFUSED = -1;
    private static final int AWAY = -2;
    private static final int BROKEN = -3;

    private final List<Integer> sizes = new CopyOnWriteArrayList<>();
    private final CountDownLatch gate = new CountDownLatch(1);
    private final GroupCommit<Integer, String> writes = new GroupCommit<>(this::write);
    private final ConcurrentSkipListMap<Integer, String> ended = new ConcurrentSkipListMap<>();
    private final List<Thread> writers = new ArrayList<>();
    private volatile boolean away;

    private List<String> write(List<Integer> numbers) {
        sizes.add(numbers.size());
        if (numbers.contains(BLOCKING)) {
            await(gate);
        }
        if (away || numbers.contains(AWAY)) {
            throw new StoreAwayException("away", true, null);
        }
        if (numbers.contains(REFUSED)) {
            throw new IllegalArgumentException("one of these is refused");
        }
        if (numbers.contains(BROKEN)) {
            throw new AssertionError("broken");
        }
        return numbers.stream().map(it -> "row " + it).toList();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Somebody's write is under way, and these come meanwhile. */
    private void behindOne(int... numbers) throws InterruptedException {
        begin(BLOCKING);
        Await.until("one writes", () -> sizes.size() == 1);
        for (int number : numbers) {
            begin(number);
        }
        Await.until("the others wait", () -> writers.stream().allMatch(it -> it.getState() == Thread.State.WAITING));
        gate.countDown();
        for (Thread one : writers) {
            one.join();
        }
    }

    private void begin(int number) {
        writers.add(Thread.ofVirtual().start(() -> {
            try {
                ended.put(number, writes.write(number));
            } catch (RuntimeException | AssertionError e) {
                ended.put(number, String.valueOf(e.getMessage()));
            }
        }));
    }

    @Test
    void whoWritesAloneWaitsForNobody() {
        assertThat(writes.write(7)).isEqualTo("row 7");
        assertThat(writes.write(8)).isEqualTo("row 8");

        assertThat(sizes).containsExactly(1, 1);
    }

    @Test
    void allWhoComeMeanwhileAreWrittenTogetherAndEachGetsItsOwn() throws InterruptedException {
        int[] numbers = IntStream.rangeClosed(1, 20).toArray();

        behindOne(numbers);

        assertThat(sizes).containsExactly(1, 20);
        assertThat(ended)
                .hasSize(21)
                .allSatisfy((number, row) -> assertThat(row).isEqualTo("row " + number));
    }

    @Test
    void moreThanAGroupAreSeveral() throws InterruptedException {
        behindOne(IntStream.rangeClosed(1, 450).toArray());

        assertThat(sizes).containsExactly(1, 200, 200, 50);
        assertThat(ended).hasSize(451);
    }

    @Test
    void whatIsRefusedIsRefusedAlone() throws InterruptedException {
        behindOne(1, REFUSED, 2);

        assertThat(ended)
                .containsEntry(1, "row 1")
                .containsEntry(2, "row 2")
                .containsEntry(REFUSED, "one of these is refused");
        assertThat(sizes).containsExactly(1, 3, 1, 1, 1);
    }

    @Test
    void aStoreThatIsAwayIsAskedOnceForAll() throws InterruptedException {
        behindOne(1, AWAY, 2);

        assertThat(ended).containsEntry(1, "away").containsEntry(AWAY, "away").containsEntry(2, "away");
        assertThat(sizes).containsExactly(1, 3);
    }

    @Test
    void aStoreThatIsAwayIsNotAskedGroupByGroup() throws InterruptedException {
        away = true;

        behindOne(IntStream.rangeClosed(1, 450).toArray());

        assertThat(sizes).containsExactly(1);
        assertThat(ended)
                .hasSize(451)
                .allSatisfy((number, what) -> assertThat(what).isEqualTo("away"));
    }

    @Test
    void whatBreaksOffLeavesNobodyWaiting() throws InterruptedException {
        behindOne(1, BROKEN, 2);

        assertThat(ended).hasSize(4).containsValue("broken").containsValue("the write broke off");
        assertThat(writes.write(3)).isEqualTo("row 3");
    }

    @Test
    void oneThatIsRefusedSaysWhy() {
        assertThatThrownBy(() -> writes.write(REFUSED)).hasMessage("one of these is refused");
    }
}
