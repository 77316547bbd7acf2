package io.highgate.registries.ask;

import io.highgate.registries.RealMeans;
import io.highgate.testkit.Await;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class AskingTest {

    private static final URI FIRST = URI.create("http://a");
    private static final URI SECOND = URI.create("http://b");
    private static final Duration NEVER = Duration.ofHours(1);

    private final List<URI> asked = new CopyOnWriteArrayList<>();
    private final List<String> problems = new CopyOnWriteArrayList<>();

    /** What a server does. */
    private interface Server {
        Duration answer(URI server) throws Unanswered, InterruptedException;
    }

    private Round round(Server server) {
        return new Round() {
            @Override
            public Duration ask(URI from) throws Unanswered, InterruptedException {
                asked.add(from);
                return server.answer(from);
            }

            @Override
            public void failed(String problem) {
                problems.add(problem);
            }
        };
    }

    private static Asking begin(List<URI> servers, Round round) {
        return Asking.begin(RealMeans.means(), servers, round);
    }

    @Test
    void theNextServerStandsInAndIsKept() {
        try (Asking _ = begin(List.of(FIRST, SECOND), round(from -> {
            if (from.equals(FIRST)) {
                throw new Unanswered("away");
            }
            return Duration.ofMillis(5);
        }))) {
            Await.until("it goes on", () -> asked.size() > 4);
        }
        assertThat(asked.subList(0, 4)).containsExactly(FIRST, SECOND, SECOND, SECOND);
        assertThat(problems).isEmpty();
    }

    @Test
    void thatNobodyAnswersIsToldWhenAllHaveFailed() {
        try (Asking _ = begin(List.of(FIRST, SECOND), round(from -> {
            throw new Unanswered(from + " is away");
        }))) {
            Await.until("it is told", () -> problems.size() > 1);
        }
        assertThat(asked.subList(0, 3)).containsExactly(FIRST, SECOND, FIRST);
        assertThat(problems.subList(0, 2)).containsExactly("http://b is away", "http://a is away");
    }

    @Test
    void oneFailureOfAnOnlyServerIsNotTold() {
        AtomicBoolean failed = new AtomicBoolean();
        try (Asking _ = begin(List.of(FIRST), round(_ -> {
            if (failed.compareAndSet(false, true)) {
                throw new Unanswered("away");
            }
            return Duration.ofMillis(5);
        }))) {
            Await.until("it goes on", () -> asked.size() > 3);
        }
        assertThat(problems).isEmpty();
    }

    @Test
    void aDefectDoesNotEndIt() {
        try (Asking _ = begin(List.of(FIRST), round(_ -> {
            throw new IllegalStateException("a defect");
        }))) {
            Await.until("it goes on", () -> asked.size() > 2);
        }
        assertThat(problems.getFirst()).contains("IllegalStateException");
    }

    @Test
    void whoHurriesDoesNotWaitForThePause() {
        try (Asking asking = begin(List.of(FIRST), round(_ -> NEVER))) {
            Await.until("it begins", () -> asked.size() == 1);
            asking.hurry();
            asking.hurry();
            Await.until("it comes at once", () -> asked.size() > 1);
        }
        assertThat(asked).hasSizeBetween(2, 3);
    }

    @Test
    void itEndsInTheMiddleOfAQuestion() throws InterruptedException {
        CountDownLatch interrupted = new CountDownLatch(1);
        Asking asking = begin(List.of(FIRST), round(_ -> {
            try {
                new CountDownLatch(1).await();
            } finally {
                interrupted.countDown();
            }
            return NEVER;
        }));
        Await.until("it begins", () -> asked.size() == 1);
        asking.close();

        interrupted.await();
        assertThat(problems).isEmpty();
    }
}
