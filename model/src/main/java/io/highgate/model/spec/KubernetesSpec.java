package io.highgate.model.spec;

import io.highgate.base.unit.Secret;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A Kubernetes cluster. Immutable. */
@Doc("""
        A Kubernetes cluster, whose EndpointSlices are followed. Inside a pod nothing needs to be said: the \
        service account's token, authorities and namespace are used. It needs to get, list and watch \
        endpointslices of discovery.k8s.io.""")
public record KubernetesSpec(
        @Doc("The API server, as https://10.0.0.1:6443; the pod's own, or that of KUBECONFIG, when left out.") @Nullable
        String url,

        @Doc("The namespace of services that do not say another; the pod's own when left out.") @Nullable
        String namespace,

        @Doc("A bearer token for the API server, instead of the service account's.") @Nullable
        Secret token,

        @Doc("PEM files with the authorities to trust, instead of the service account's.")
        List<String> trust) {}
