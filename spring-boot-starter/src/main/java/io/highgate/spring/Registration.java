package io.highgate.spring;

import io.highgate.sdk.provider.Provider;
import io.highgate.sdk.provider.ProviderSettings;
import io.highgate.sdk.provider.ProviderState;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Starts the provider when the application is ready. Whatever goes wrong here is logged: the application
 * starts and stops as if it were alone. Safe for use by any thread.
 */
public class Registration implements ApplicationListener<ApplicationReadyEvent> {

    private static final Log LOG = LogFactory.getLog(Registration.class);

    private final ConfigurableApplicationContext context;
    private volatile @Nullable Provider provider;

    Registration(ConfigurableApplicationContext context) {
        this.context = context;
    }

    @Override
    public void onApplicationEvent(ApplicationReadyEvent event) {
        if (event.getApplicationContext() != context || provider != null) {
            return;
        }
        try {
            start();
        } catch (IllegalArgumentException bad) {
            LOG.error("The application is not registered at the gateway's center:\n" + bad.getMessage());
        } catch (RuntimeException | LinkageError defect) {
            // The edge to somebody else's application: it has to start in any case.
            LOG.error("The application is not registered at the gateway's center", defect);
        }
    }

    private void start() {
        Map<String, String> properties = new ApplicationFacts(context).properties();
        if (!properties.containsKey(ProviderSettings.PREFIX + "center-addr")) {
            LOG.info("The application is not registered: gateway-server.center-addr names no center");
            return;
        }
        if (!properties.containsKey(ProviderSettings.PREFIX + "port")) {
            LOG.warn("The application is not registered: it has no web server; gateway-server.port can name a port");
            return;
        }
        provider =
                Provider.start(ProviderSettings.read(properties), DeclaredBeans.of(context), (from, to, reason) -> {});
    }

    /** Where the application stands with the center; null if it wants nothing of it. */
    public @Nullable ProviderState state() {
        Provider running = provider;
        return running == null ? null : running.state();
    }

    /** Completes when gateways send nothing new any more. */
    CompletableFuture<Void> drain() {
        Provider running = provider;
        return running == null ? CompletableFuture.completedFuture(null) : running.drain();
    }

    void close() {
        Provider running = provider;
        if (running != null) {
            running.close();
        }
    }
}
