package io.highgate.registries.real;

import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.cloud.netflix.eureka.server.EnableEurekaServer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;

import static org.assertj.core.api.Assertions.assertThat;

/** A Eureka server in this JVM, whose caches are off; it can go and come back at its port. */
final class RealEureka implements AutoCloseable {

    /** What it is made of. */
    @SpringBootConfiguration
    @EnableAutoConfiguration
    @EnableEurekaServer
    static class Application {

        private final List<String> asked = new CopyOnWriteArrayList<>();

        /** Remembers what is asked, before Eureka's own filter answers it. */
        @Bean
        FilterRegistrationBean<Filter> remembering() {
            FilterRegistrationBean<Filter> bean = new FilterRegistrationBean<>((request, response, chain) -> {
                HttpServletRequest http = (HttpServletRequest) request;
                asked.add(http.getMethod() + " " + http.getRequestURI());
                chain.doFilter(request, response);
            });
            bean.setOrder(Ordered.HIGHEST_PRECEDENCE);
            return bean;
        }
    }

    private final HttpClient client = HttpClient.newHttpClient();
    private final int port;
    private ConfigurableApplicationContext context;

    RealEureka() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        context = start(port);
    }

    private static ConfigurableApplicationContext start(int port) {
        SpringApplication application = new SpringApplication(Application.class);
        return application.run(
                "--server.port=" + port,
                "--server.address=127.0.0.1",
                "--spring.main.banner-mode=off",
                "--logging.level.root=warn",
                "--eureka.instance.hostname=127.0.0.1",
                "--eureka.client.register-with-eureka=false",
                "--eureka.client.fetch-registry=false",
                "--eureka.client.service-url.defaultZone=http://127.0.0.1:" + port + "/eureka/",
                "--eureka.server.use-read-only-response-cache=false",
                "--eureka.server.wait-time-in-ms-when-sync-empty=0");
    }

    String url() {
        return "http://127.0.0.1:" + port + "/eureka/";
    }

    /** What it was asked since it was started, as {@code GET /eureka/apps}. */
    List<String> asked() {
        return List.copyOf(context.getBean(Application.class).asked);
    }

    void register(String application, String id, int at, String metadata) throws IOException, InterruptedException {
        String instance = """
                {"instance":{"instanceId":"%2$s","hostName":"orders.test","app":"%1$s","ipAddr":"10.0.0.1","status":"UP",
                "port":{"$":%3$d,"@enabled":"true"},"securePort":{"$":443,"@enabled":"false"},"vipAddress":"%1$s",
                "healthCheckUrl":"http://orders.test:%3$d/actuator/health","metadata":{%4$s},
                "dataCenterInfo":{"@class":"com.netflix.appinfo.InstanceInfo$DefaultDataCenterInfo","name":"MyOwn"}}}
                """.formatted(application, id, at, metadata);
        send("POST", "apps/" + application, instance);
    }

    void send(String method, String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url() + path))
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        assertThat(client.send(request, BodyHandlers.discarding()).statusCode()).isBetween(200, 204);
    }

    /** It goes, with all that it knows. */
    void stop() {
        context.close();
    }

    /** It comes back, and knows nobody. */
    void startAgain() {
        context = start(port);
    }

    @Override
    public void close() {
        context.close();
        client.close();
    }
}
