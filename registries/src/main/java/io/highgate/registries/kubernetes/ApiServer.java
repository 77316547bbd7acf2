package io.highgate.registries.kubernetes;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.highgate.model.spec.KubernetesSpec;
import io.highgate.registries.Means;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
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

    private static String authorities(List<String> files) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int i = 0; i < files.size(); i++) {
            String place = "registries.kubernetes.trust[" + i + "]: " + files.get(i);
            try {
                byte[] pem = Files.readAllBytes(Path.of(files.get(i)));
                if (CertificateFactory.getInstance("X.509")
                        .generateCertificates(new ByteArrayInputStream(pem))
                        .isEmpty()) {
                    throw new IllegalArgumentException(place + " has no certificate in it; PEM is expected");
                }
                all.writeBytes(pem);
                all.write('\n');
            } catch (IOException | InvalidPathException e) {
                throw new IllegalArgumentException(place + " cannot be read", e);
            } catch (CertificateException e) {
                throw new IllegalArgumentException(place + " has no certificate in it; PEM is expected", e);
            }
        }
        return Base64.getEncoder().encodeToString(all.toByteArray());
    }
}
