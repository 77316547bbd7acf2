package io.highgate.registries.kubernetes;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.highgate.model.spec.KubernetesSpec;
import io.highgate.model.tls.Authorities;
import io.highgate.registries.Means;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;

/** How the API server is reached: what the settings say, and the client's own finding for the rest. Stateless. */
final class ApiServer {

    private static final int TIMEOUT_MILLIS = 10_000;

    private ApiServer() {}

    /**
     * A client; nothing is asked yet. It tries nothing again by itself: we do, and tell of it.
     *
     * @throws IllegalArgumentException naming the setting, if a file with authorities is of no use
     */
    static KubernetesClient client(KubernetesSpec spec, Means means) {
        ConfigBuilder config = new ConfigBuilder(Config.autoConfigure(null))
                .withRequestTimeout(TIMEOUT_MILLIS)
                .withConnectionTimeout(TIMEOUT_MILLIS)
                .withRequestRetryBackoffLimit(0)
                .withWatchReconnectLimit(0);
        if (spec.url() != null) {
            config.withMasterUrl(spec.url());
        }
        if (spec.namespace() != null) {
            config.withNamespace(spec.namespace());
        }
        if (spec.token() != null) {
            String token = spec.token().reveal();
            config.withOauthTokenProvider(() -> token);
        }
        if (!spec.trust().isEmpty()) {
            config.withCaCertData(authorities(spec.trust())).withCaCertFile(null);
        }
        return new KubernetesClientBuilder()
                .withConfig(config.build())
                .withTaskExecutor(task -> means.threads().newThread(task).start())
                .build();
    }

    /** As the client wants them: PEM, once more in Base64. */
    private static String authorities(List<String> files) {
        StringBuilder pem = new StringBuilder();
        try {
            for (X509Certificate it : Authorities.read("registries.kubernetes.trust", files)) {
                String der = Base64.getMimeEncoder().encodeToString(it.getEncoded());
                pem.append("-----BEGIN CERTIFICATE-----\n").append(der).append("\n-----END CERTIFICATE-----\n");
            }
        } catch (CertificateEncodingException e) {
            throw new IllegalArgumentException("registries.kubernetes.trust cannot be used: " + e, e);
        }
        return Base64.getEncoder().encodeToString(pem.toString().getBytes(StandardCharsets.US_ASCII));
    }
}
