package io.highgate.center.api;

import io.highgate.base.time.ThreadAgenda;
import io.highgate.base.time.Ticker;
import io.highgate.base.unit.Secret;
import io.highgate.center.Center;
import io.highgate.center.access.KeyDesk;
import io.highgate.center.access.KeyDesk.By;
import io.highgate.center.access.KeyDesk.Given;
import io.highgate.center.access.KeyDesk.Wanted;
import io.highgate.center.api.serve.ServerTerms;
import io.highgate.center.cells.AddressRules;
import io.highgate.center.cells.InstanceRules;
import io.highgate.center.evict.GuardRules;
import io.highgate.center.patrol.PatrolRules;
import io.highgate.store.key.KeyKind;
import io.highgate.store.memory.MemoryAudit;
import io.highgate.store.memory.MemoryInterfaces;
import io.highgate.store.memory.MemoryKeys;
import io.highgate.store.memory.MemoryLeases;
import io.highgate.store.memory.MemoryNews;
import io.highgate.store.memory.MemoryRegistry;
import io.highgate.store.memory.MemorySessions;
import io.highgate.store.memory.MemoryStanding;
import io.highgate.store.news.NewsStore;
import io.highgate.testkit.Await;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A whole center over stores in memory, with its doors on loopback; every answer is held to the contract. */
final class TestCenter implements AutoCloseable {

    static final Secret MASTER = new Secret("a master key of more than thirty-two octets");
    static final Contract CONTRACT = new Contract();

    final MemorySessions sessions = new MemorySessions(InstantSource.system(), 1_000);
    final MemoryKeys keys = new MemoryKeys();
    final MemoryAudit audit = new MemoryAudit(1_000);
    final MemoryStanding standing = new MemoryStanding();
    final MemoryInterfaces interfaces = new MemoryInterfaces();
    final Set<String> dead = ConcurrentHashMap.newKeySet();
    final NewsStore news;
    final Center center;
    final CenterApi api;

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    private final ExecutorService blocking = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** How tests want it otherwise than usual. */
    interface Wish extends UnaryOperator<CenterTerms> {}

    TestCenter() {
        this(it -> it, it -> it);
    }

    static TestCenter with(Wish wish) {
        return new TestCenter(wish, it -> it);
    }

    TestCenter(Wish wish, UnaryOperator<CenterMeans> means) {
        this(wish, means, new MemoryNews(), PatrolRules.USUAL);
    }

    /** One that may share news with others, and asks instances by these rules. */
    TestCenter(Wish wish, UnaryOperator<CenterMeans> means, NewsStore news, PatrolRules rules) {
        this.news = news;
        ThreadAgenda agenda = new ThreadAgenda(thread, Ticker.system(), Throwable::printStackTrace);
        center = new Center(
                new Center.Means(
                        "one",
                        new MemoryRegistry(Ticker.system(), "e1"),
                        new MemoryLeases(Ticker.system()),
                        agenda,
                        (instance, timeout) ->
                                CompletableFuture.completedStage(dead.contains(instance.key()) ? "it is dead" : null),
                        new SecureRandom(),
                        InstantSource.system()),
                rules,
                GuardRules.USUAL);
        CenterTerms terms = CenterTerms.usual(
                ServerTerms.at(InetAddress.getLoopbackAddress(), 0),
                MASTER,
                new InstanceRules(new AddressRules(false)));
        api = new CenterApi(wish.apply(terms), means.apply(means())).start();
        center.start();
        agenda.every(Duration.ofMillis(100), () -> blocking.execute(api::tend));
        Await.until(
                "the center knows its registry", () -> center.registry().view().position() != null);
    }

    private CenterMeans means() {
        return new CenterMeans(
                center,
                new CenterMeans.Kept(sessions, keys, standing, interfaces, audit, news),
                new CenterMeans.Around(Ticker.system(), InstantSource.system(), new SecureRandom(), blocking),
                null,
                List.of(),
                List::of);
    }

    /** A new key. */
    Given key(KeyKind kind, String subject, @Nullable String role) {
        return api.desk().give(new Wanted(kind, subject, role, null), new By("test", "none"));
    }

    /** The header of a new operator with this role. */
    String operator(String role) {
        return basic(key(KeyKind.OPERATOR, "somebody", role));
    }

    /** The header of a new key of this cell. */
    String provider(String cell) {
        return basic(key(KeyKind.PROVIDER, cell, null));
    }

    String gateway() {
        return basic(key(KeyKind.GATEWAY, "edge", null));
    }

    static String basic(KeyDesk.Given given) {
        return basic(given.key().safeKey(), given.secret().reveal());
    }

    static String basic(String safeKey, String secret) {
        byte[] pair = (safeKey + ":" + secret).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair);
    }

    URI uri(String path) {
        return URI.create("http://localhost:" + api.port() + path);
    }

    HttpResponse<String> get(String path, @Nullable String authorization, String... headers) {
        return call("GET", path, authorization, null, headers);
    }

    HttpResponse<String> post(String path, @Nullable String authorization, @Nullable String body, String... headers) {
        return call("POST", path, authorization, body, headers);
    }

    HttpResponse<String> put(String path, @Nullable String authorization, String body) {
        return call("PUT", path, authorization, body);
    }

    /** Asks, and holds the answer to the contract. */
    HttpResponse<String> call(
            String method, String path, @Nullable String authorization, @Nullable String body, String... headers) {
        HttpResponse<String> response = raw(method, path, authorization, body, headers);
        CONTRACT.check(method, path, response);
        return response;
    }

    /** Asks for what the contract does not know. */
    HttpResponse<String> raw(
            String method, String path, @Nullable String authorization, @Nullable String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path))
                .timeout(Duration.ofSeconds(20))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        List<String> fields = new ArrayList<>(List.of(headers));
        if (authorization != null) {
            fields.addAll(List.of("Authorization", authorization));
        }
        if (body != null && !fields.contains("Content-Type")) {
            fields.addAll(List.of("Content-Type", "application/json"));
        }
        if (!fields.isEmpty()) {
            request.headers(fields.toArray(String[]::new));
        }
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(method + " " + path + " got no answer", e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        try {
            boolean ignored = api.stop(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        center.end();
        client.shutdownNow();
        thread.shutdownNow();
        blocking.shutdownNow();
    }
}
