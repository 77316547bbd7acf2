package io.highgate.registries.kubernetes;

import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.highgate.model.spec.KubernetesSpec;
import io.highgate.registries.Follower;
import io.highgate.registries.Means;
import io.highgate.registries.OtherRegistry;
import io.highgate.registries.Sought;
import io.highgate.registries.ask.Followings;
import io.highgate.registries.ask.Remarks;
import io.highgate.registries.ask.Told;
import io.highgate.registries.ask.ToldServices;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A Kubernetes cluster: the EndpointSlices ({@code discovery.k8s.io/v1}) of its services, read and watched.
 * Where nothing is configured the client finds the API server itself: inside a pod by its service account,
 * elsewhere by KUBECONFIG. Thread-safe.
 */
public final class KubernetesRegistry implements OtherRegistry {

    /** Names of services, namespaces (RFC 1035, RFC 1123) and no more: they become parts of a query. */
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?");

    private final KubernetesClient client;
    private final Means means;
    private final URI server;
    private final String namespace;
    private final Remarks remarks;
    private final Followings followings;

    /**
     * Asks nothing yet.
     *
     * @throws IllegalArgumentException naming the setting, if one is of no use
     */
    public KubernetesRegistry(KubernetesSpec spec, Means means) {
        this.client = ApiServer.client(spec, means);
        this.means = means;
        this.server = URI.create(client.getMasterUrl().toString().replaceFirst("/$", ""));
        String found = client.getNamespace();
        this.namespace = found == null || found.isBlank() ? "default" : found;
        this.remarks = new Remarks(title());
        this.followings = new Followings(means, List.of(server));
    }

    @Override
    public String title() {
        return "kubernetes " + server;
    }

    @Override
    public Following follow(Sought sought, Follower follower) {
        Told told = new Told(follower);
        String scope = sought.scope() == null ? namespace : sought.scope();
        if (!isName(sought.name()) || !isName(scope)) {
            told.failed("'" + sought + "' is not a service in Kubernetes: names are of a-z, 0-9, '-' and '.'");
            return told::end;
        }
        ServiceSlices reading = new ServiceSlices(sought, remarks);
        return begin(
                scope,
                sought.name(),
                slices -> {
                    ServiceSlices.Said said = reading.read(slices);
                    if (said.problem() == null) {
                        told.found(said.instances());
                    } else {
                        told.failed(said.problem());
                    }
                },
                told::failed,
                told::end);
    }

    private static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    @Override
    public Following followServices(Consumer<Set<Sought>> follower) {
        ToldServices told = new ToldServices(follower);
        return begin(
                namespace,
                null,
                slices -> told.found(services(slices)),
                problem -> remarks.say("its services are not known now: " + problem),
                told::end);
    }

    private static Set<Sought> services(Collection<EndpointSlice> slices) {
        return slices.stream()
                .map(KubernetesRegistry::service)
                .filter(it -> !it.isEmpty())
                .map(Sought::of)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static String service(EndpointSlice slice) {
        Map<String, String> labels = slice.getMetadata().getLabels();
        return labels == null ? "" : labels.getOrDefault(SliceRound.SERVICE, "");
    }

    private Following begin(
            String scope,
            @Nullable String service,
            Consumer<Collection<EndpointSlice>> found,
            Consumer<String> failed,
            Runnable end) {
        return followings.begin(
                new SliceRound(client, means, scope, service, new SliceRound.Teller(found, failed)), end);
    }

    @Override
    public void close() {
        followings.close();
        client.close();
    }
}
