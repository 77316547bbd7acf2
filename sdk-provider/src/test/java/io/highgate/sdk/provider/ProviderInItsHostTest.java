package io.highgate.sdk.provider;

import io.highgate.testkit.Await;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever goes wrong, in the provider or in its host: neither stops the other. */
class ProviderInItsHostTest {

    private final List<AutoCloseable> open = new ArrayList<>();
    private ScriptedCenter center;
    private ScriptedCenter service;

    @BeforeEach
    void start() throws IOException {
        center = new ScriptedCenter();
        service = new ScriptedCenter();
        open.addAll(List.of(center, service));
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
    }

    @Test
    void aListenerThatFailsStopsNothing() {
        ProviderSettings settings = settings(Map.of("beat", "100ms"));
        Provider provider = Provider.start(settings, List.of(), (from, to, reason) -> {
            throw new IllegalStateException("the host's own fault");
        });
        open.add(provider);

        Await.until("beats", () -> center.asked("/beat").size() >= 2);
    }

    @Test
    void defectsOfItsOwnStopNothingEither() {
        Surroundings real = Surroundings.real();
        Surroundings broken = new Surroundings(
                real.nanos(),
                real.clock(),
                real.chance(),
                real.threads(),
                () -> question -> {
                    throw new IllegalStateException("a defect");
                },
                real.toService(),
                real.ownAddress());
        Provider provider = Provider.start(settings(Map.of()), List.of(), (from, to, reason) -> {}, broken);
        Await.until("tries", () -> provider.state() == ProviderState.REGISTERING);
        provider.close();

        assertThat(provider.state()).isEqualTo(ProviderState.CLOSED);
    }

    @Test
    void withoutAThreadTheHostGoesOn() {
        Surroundings real = Surroundings.real();
        Surroundings none = new Surroundings(
                real.nanos(),
                real.clock(),
                real.chance(),
                work -> new Thread(work) {
                    @Override
                    public synchronized void start() {
                        throw new OutOfMemoryError("unable to create native thread");
                    }
                },
                real.toCenter(),
                real.toService(),
                real.ownAddress());
        Provider provider = Provider.start(settings(Map.of()), List.of(), (from, to, reason) -> {}, none);

        assertThat(provider.state()).isEqualTo(ProviderState.CLOSED);
        provider.drain().join();
        provider.close();
    }

    @Test
    void itsThreadsKeepNoHostAlive() {
        open.add(Provider.start(settings(Map.of())));
        Await.until("a beat", () -> !center.asked("/beat").isEmpty());

        assertThat(Thread.getAllStackTraces().keySet().stream()
                        .filter(it -> it.getName().startsWith("highgate-provider")
                                || it.getName().startsWith("HttpClient-")))
                .isNotEmpty()
                .allMatch(Thread::isDaemon);
    }

    private ProviderSettings settings(Map<String, String> more) {
        return center.settings(service, more);
    }
}
