package io.highgate.spring;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.RestController;

/** Registers the application when it is ready, unless {@code gateway-server.enabled} is false. Stateless. */
@AutoConfiguration
@ConditionalOnProperty(prefix = "gateway-server", name = "enabled", matchIfMissing = true)
public class HighgateAutoConfiguration {

    /** Registers, when the application is ready. */
    @Bean
    public Registration highgateRegistration(ConfigurableApplicationContext context) {
        return new Registration(context);
    }

    /** Drains before the web server refuses anything. */
    @Bean
    public Leaving.First highgateDrain(Registration registration) {
        return new Leaving.First(registration);
    }

    /** Deregisters after the web server has finished what was under way. */
    @Bean
    public Leaving.Last highgateDeregistration(Registration registration) {
        return new Leaving.Last(registration);
    }

    /** The page, where there is a web application; apart, because its class wants Spring Web. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication
    @ConditionalOnClass(RestController.class)
    static class Page {

        @Bean
        @ConditionalOnProperty(prefix = "gateway-server", name = "readiness-page", matchIfMissing = true)
        ReadinessPage highgateReadinessPage(ApplicationAvailability availability) {
            return new ReadinessPage(availability);
        }
    }
}
