package io.highgate.registries.kubernetes;

import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceList;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.Watch;
import io.highgate.registries.Means;
import io.highgate.registries.ask.Round;
import io.highgate.registries.ask.Unanswered;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the slices of a namespace, all or those of one service, and watches them from there on; when the
 * watch ends, whatever its reason, they are read again. Confined to its thread.
 *
 * <pre>
 *            read                  changed
 *   READING ------> WATCHING ------------------> WATCHING
 *      ^               |   ended, too old (410), silent for too long, more than can be kept
 *      +---------------+
 * </pre>
 */
final class SliceRound implements Round {

    static final String SERVICE = "kubernetes.io/service-name";

    /** So long a watch lasts: one that has silently lost its server is not believed for longer. */
    static final Duration LIFE = Duration.ofMinutes(2);

    private static final Duration LATE = Duration.ofSeconds(10);
    private static final Duration SOON = Duration.ofMillis(100);

    /** After a watch that did not last: somebody in between may not let them through. */
    private static final Duration LATER = Duration.ofSeconds(1);

    private static final long PAGE = 500;
    private static final int MOST_SLICES = 20_000;

    private final KubernetesClient client;
    private final Means means;
    private final String namespace;
    private final @Nullable String selector;
    private final Teller teller;
    private Map<String, EndpointSlice> slices = new HashMap<>();

    /**
     * Who is told, on the round's thread.
     *
     * @param found all slices that there are, with each change
     * @param failed why nobody has said for a while
     */
    record Teller(Consumer<Collection<EndpointSlice>> found, Consumer<String> failed) {}

    /** @param service the only one whose slices count, or null for all */
    SliceRound(KubernetesClient client, Means means, String namespace, @Nullable String service, Teller teller) {
        this.client = client;
        this.means = means;
        this.namespace = namespace;
        this.selector = service == null ? SERVICE : SERVICE + "=" + service;
        this.teller = teller;
    }

    @Override
    public Duration ask(URI server) throws Unanswered, InterruptedException {
        long begun = means.ticker().nanos();
        try {
            String version = readAll();
            teller.found().accept(slices.values());
            watch(version);
        } catch (KubernetesClientException e) {
            throw unanswered(server, e);
        } catch (IllegalStateException | RejectedExecutionException closed) {
            throw new Unanswered("kubernetes " + server + " is asked no more");
        }
        return means.ticker().nanos() - begun < LATER.toNanos() ? LATER : SOON;
    }

    @Override
    public void failed(String problem) {
        teller.failed().accept(problem);
    }

    /** All of them, page by page; the version that a watch can go on from. */
    private String readAll() throws Unanswered {
        Map<String, EndpointSlice> all = new HashMap<>();
        String more = null;
        String version = "";
        do {
            EndpointSliceList page = client.discovery()
                    .v1()
                    .endpointSlices()
                    .inNamespace(namespace)
                    .list(options().withLimit(PAGE).withContinue(more).build());
            page.getItems().forEach(it -> all.put(it.getMetadata().getName(), it));
            version = page.getMetadata().getResourceVersion();
            more = page.getMetadata().getContinue();
            if (all.size() > MOST_SLICES) {
                throw new Unanswered("there are more than " + MOST_SLICES + " endpointslices in " + namespace);
            }
        } while (more != null && !more.isEmpty());
        slices = all;
        return version;
    }

    private ListOptionsBuilder options() {
        return new ListOptionsBuilder().withLabelSelector(selector);
    }

    private void watch(String version) throws Unanswered, InterruptedException {
        SliceNews news = new SliceNews();
        ListOptions options = options()
                .withResourceVersion(version)
                .withTimeoutSeconds(LIFE.toSeconds())
                .withAllowWatchBookmarks(false)
                .build();
        long end = means.ticker().nanos() + LIFE.plus(LATE).toNanos();
        try (Watch _ =
                client.discovery().v1().endpointSlices().inNamespace(namespace).watch(options, news)) {
            while (news.next(Duration.ofNanos(end - means.ticker().nanos()), this::take)) {
                teller.found().accept(slices.values());
            }
        }
    }

    private void take(SliceNews.Item item) {
        String name = item.slice().getMetadata().getName();
        if (item.gone()) {
            slices.remove(name);
        } else {
            slices.put(name, item.slice());
        }
    }

    /** What stands in the answer is not told: it may be long, and repeats the address. */
    private Unanswered unanswered(URI server, KubernetesClientException e) throws InterruptedException {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
            if (cause instanceof InterruptedException) {
                throw new InterruptedException();
            }
        }
        String who = "kubernetes " + server;
        return switch (Math.max(0, e.getCode())) {
            case 0 ->
                new Unanswered(who + " did not answer: " + cause.getClass().getSimpleName()
                        + (cause.getMessage() == null ? "" : ": " + cause.getMessage()));
            case 401 -> new Unanswered(who + " answered 401: it does not know who asks (token)");
            case 403 ->
                new Unanswered(who + " answered 403: whoever asks may not get, list and watch endpointslices of"
                        + " discovery.k8s.io in " + namespace);
            case 404 -> new Unanswered(who + " answered 404: it knows no endpointslices of discovery.k8s.io/v1");
            default -> new Unanswered(who + " answered " + e.getCode());
        };
    }
}
