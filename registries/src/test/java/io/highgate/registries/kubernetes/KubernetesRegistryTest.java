package io.highgate.registries.kubernetes;

import io.fabric8.kubernetes.api.model.ListMetaBuilder;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.api.model.WatchEvent;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceList;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceListBuilder;
import io.fabric8.kubernetes.client.NamespacedKubernetesClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import io.fabric8.mockwebserver.ServerRequest;
import io.fabric8.mockwebserver.ServerResponse;
import io.highgate.base.time.Ticker;
import io.highgate.base.unit.Secret;
import io.highgate.model.spec.KubernetesSpec;
import io.highgate.registries.Follower;
import io.highgate.registries.Means;
import io.highgate.registries.Sought;
import io.highgate.testkit.Await;
import io.highgate.wire.cell.Listed;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Against fabric8's server, which keeps what it is given and tells watches of it, or answers as it is told. */
class KubernetesRegistryTest {

    private static final String SLICES = "/apis/discovery.k8s.io/v1/namespaces/shop/endpointslices";
    private static final String CRM = "labelSelector=kubernetes.io%2Fservice-name%3Dcrm";

    private final CopyOnWriteArrayList<AutoCloseable> open = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : open.reversed()) {
            one.close();
        }
    }

    /** What a follower was told. */
    private static final class Heard implements Follower {

        volatile List<String> addresses = List.of("nothing yet");
        final List<String> problems = new CopyOnWriteArrayList<>();

        @Override
        public void found(List<Listed> instances) {
            addresses = instances.stream().map(it -> it.instance().id()).toList();
        }

        @Override
        public void failed(String problem) {
            problems.add(problem);
        }

        void await(String... expected) {
            Await.until("addresses " + List.of(expected), () -> addresses.equals(List.of(expected)));
        }
    }

    @Test
    void whatTheServiceHasIsFoundAndChangesAreToldAsTheyCome() {
        NamespacedKubernetesClient cluster = keeping().createClient();
        put(cluster, slice("crm-a", "crm", "10.1.0.5"));
        put(cluster, slice("wms-a", "wms", "10.1.0.9"));
        Heard heard = follow("crm");
        heard.await("10.1.0.5:8080");

        put(cluster, slice("crm-b", "crm", "10.1.0.6", "10.1.0.7"));
        heard.await("10.1.0.5:8080", "10.1.0.6:8080", "10.1.0.7:8080");

        cluster.resource(slice("crm-b", "crm", "10.1.0.7")).inNamespace("shop").update();
        heard.await("10.1.0.5:8080", "10.1.0.7:8080");

        cluster.resource(slice("crm-a", "crm")).inNamespace("shop").delete();
        heard.await("10.1.0.7:8080");
        assertThat(heard.problems).isEmpty();
    }

    @Test
    void aServiceThatIsNotThereIsNobodyUntilItComes() {
        NamespacedKubernetesClient cluster = keeping().createClient();
        Heard heard = follow("crm");
        heard.await();

        put(cluster, slice("crm-a", "crm", "10.1.0.5"));
        heard.await("10.1.0.5:8080");
    }

    @Test
    void servicesOfTheNamespaceAreFollowed() {
        NamespacedKubernetesClient cluster = keeping().createClient();
        put(cluster, slice("crm-a", "crm", "10.1.0.5"));
        put(cluster, slice("crm-b", "crm", "10.1.0.6"));
        List<Set<Sought>> told = new CopyOnWriteArrayList<>();
        open.add(registry(null).followServices(told::add));
        Await.until("one service", () -> told.equals(List.of(Set.of(Sought.of("crm")))));

        put(cluster, slice("wms-a", "wms", "10.1.0.9"));
        Await.until("two", () -> told.getLast().equals(Set.of(Sought.of("crm"), Sought.of("wms"))));
        assertThat(told).hasSize(2);
    }

    @Test
    void whatWasKnownStaysWhileTheServerIsAwayAndIsReadAgainWhenItIsBack() throws Exception {
        KubernetesMockServer first = keeping();
        put(first.createClient(), slice("crm-a", "crm", "10.1.0.5"));
        Heard heard = follow("crm");
        heard.await("10.1.0.5:8080");

        first.destroy();
        Await.until("a problem", () -> !heard.problems.isEmpty());
        assertThat(heard.addresses).containsExactly("10.1.0.5:8080");
        assertThat(heard.problems.getFirst()).startsWith("kubernetes http://").contains("did not answer");

        KubernetesMockServer second = new KubernetesMockServer(
                new Context(), new MockWebServer(), new HashMap<>(), new KubernetesCrudDispatcher(), false);
        second.init(InetAddress.getLoopbackAddress(), port);
        open.add(second::destroy);
        heard.await();
        put(second.createClient(), slice("crm-a", "crm", "10.1.0.8"));
        heard.await("10.1.0.8:8080");
    }

    @Test
    void aWatchThatIsTooOldReadsAgain() {
        KubernetesMockServer server = scripted();
        server.expect()
                .get()
                .withPath(SLICES + "?" + CRM + "&limit=500")
                .andReturn(200, list("1", "10.1.0.5"))
                .once();
        server.expect()
                .get()
                .withPath(SLICES + "?" + CRM + "&limit=500")
                .andReturn(200, list("9", "10.1.0.6"))
                .always();
        server.expect()
                .withPath(watch("1"))
                .andUpgradeToWebSocket()
                .open()
                .waitFor(50)
                .andEmit(new WatchEvent(
                        new StatusBuilder().withCode(410).withReason("Expired").build(), "ERROR"))
                .done()
                .always();
        server.expect()
                .withPath(watch("9"))
                .andUpgradeToWebSocket()
                .open()
                .done()
                .always();

        Heard heard = follow("crm");
        heard.await("10.1.0.6:8080");
        assertThat(heard.problems).isEmpty();
    }

    @Test
    void longListsAreReadPageByPage() {
        KubernetesMockServer server = scripted();
        server.expect()
                .get()
                .withPath(SLICES + "?" + CRM + "&limit=500")
                .andReturn(
                        200,
                        new EndpointSliceListBuilder()
                                .withMetadata(new ListMetaBuilder()
                                        .withContinue("next")
                                        .withResourceVersion("1")
                                        .build())
                                .withItems(slice("crm-a", "crm", "10.1.0.5"))
                                .build())
                .always();
        server.expect()
                .get()
                .withPath(SLICES + "?continue=next&" + CRM + "&limit=500")
                .andReturn(
                        200,
                        new EndpointSliceListBuilder()
                                .withMetadata(new ListMetaBuilder()
                                        .withResourceVersion("1")
                                        .build())
                                .withItems(slice("crm-b", "crm", "10.1.0.6"))
                                .build())
                .always();

        follow("crm").await("10.1.0.5:8080", "10.1.0.6:8080");
    }

    @Test
    void whoMayNotListIsToldWhatIsMissing() {
        scripted()
                .expect()
                .get()
                .withPath(SLICES + "?" + CRM + "&limit=500")
                .andReturn(403, "no")
                .always();
        Heard heard = follow("crm");

        Await.until("a problem", () -> !heard.problems.isEmpty());
        assertThat(heard.problems)
                .containsExactly("kubernetes http://localhost:" + port
                        + " answered 403: whoever asks may not get, list and watch endpointslices of discovery.k8s.io"
                        + " in shop");
        assertThat(heard.addresses).containsExactly("nothing yet");
    }

    @Test
    void whatIsNoListIsNotTakenForAnEmptyOne() {
        scripted()
                .expect()
                .get()
                .withPath(SLICES + "?" + CRM + "&limit=500")
                .andReturn(200, "<html>hello")
                .always();
        Heard heard = follow("crm");

        Await.until("a problem", () -> !heard.problems.isEmpty());
        assertThat(heard.addresses).containsExactly("nothing yet");
    }

    @Test
    void aClusterWithoutSlicesIsTold() {
        scripted();
        Heard heard = follow("crm");

        Await.until("a problem", () -> !heard.problems.isEmpty());
        assertThat(heard.problems.getFirst()).contains("answered 404");
    }

    /** It would end up in a query. */
    @Test
    void aNameThatNoServiceCanHaveIsNotAskedFor() {
        KubernetesMockServer server = scripted();
        for (String name : List.of("a,b=c", "Crm", "../x", "")) {
            Heard heard = follow(name);
            assertThat(heard.problems).hasSize(1);
        }
        assertThat(server.getRequestCount()).isZero();
    }

    @Test
    void theTokenIsBrought() throws Exception {
        KubernetesMockServer server = keeping();
        Heard heard = new Heard();
        open.add(registry(new Secret("t0ken")).follow(Sought.of("crm"), heard));
        heard.await();

        assertThat(server.takeRequest().getHeader("Authorization")).isEqualTo("Bearer t0ken");
    }

    @Test
    void authoritiesThatAreNoneAreNamed(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("ca.pem"), "hello");
        assertThatThrownBy(() -> new KubernetesRegistry(
                        new KubernetesSpec("https://k", null, null, List.of(file.toString())), means()))
                .hasMessageStartingWith("registries.kubernetes.trust[0]: " + file + " holds no PEM block");
        assertThatThrownBy(() -> new KubernetesRegistry(
                        new KubernetesSpec("https://k", null, null, List.of(folder + "/none")), means()))
                .hasMessage("registries.kubernetes.trust[0]: there is no file " + folder + "/none");
    }

    private int port;

    private KubernetesMockServer keeping() {
        Map<ServerRequest, Queue<ServerResponse>> nothing = new HashMap<>();
        return started(new KubernetesMockServer(
                new Context(), new MockWebServer(), nothing, new KubernetesCrudDispatcher(), false));
    }

    private KubernetesMockServer scripted() {
        return started(new KubernetesMockServer(false));
    }

    private KubernetesMockServer started(KubernetesMockServer server) {
        server.init(InetAddress.getLoopbackAddress(), 0);
        port = server.getPort();
        open.add(server::destroy);
        return server;
    }

    private Heard follow(String service) {
        Heard heard = new Heard();
        open.add(registry(null).follow(Sought.of(service), heard));
        return heard;
    }

    private KubernetesRegistry registry(@Nullable Secret token) {
        KubernetesRegistry registry = new KubernetesRegistry(
                new KubernetesSpec("http://localhost:" + port, "shop", token, List.of()), means());
        open.add(registry);
        return registry;
    }

    private static Means means() {
        return new Means(Ticker.system(), Thread.ofVirtual().factory(), new SplittableRandom(1));
    }

    private static void put(NamespacedKubernetesClient cluster, EndpointSlice slice) {
        cluster.resource(slice).inNamespace("shop").create();
    }

    private static EndpointSlice slice(String name, String service, String... addresses) {
        EndpointSliceBuilder slice = new EndpointSliceBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace("shop")
                .addToLabels(SliceRound.SERVICE, service)
                .endMetadata()
                .withAddressType("IPv4")
                .addNewPort()
                .withName("http")
                .withPort(8080)
                .endPort();
        for (String address : addresses) {
            slice.addNewEndpoint().withAddresses(address).endEndpoint();
        }
        return slice.build();
    }

    private static EndpointSliceList list(String version, String address) {
        return new EndpointSliceListBuilder()
                .withMetadata(new ListMetaBuilder().withResourceVersion(version).build())
                .withItems(slice("crm-a", "crm", address))
                .build();
    }

    private static String watch(String version) {
        return SLICES + "?allowWatchBookmarks=false&" + CRM + "&resourceVersion=" + version
                + "&timeoutSeconds=120&watch=true";
    }
}
