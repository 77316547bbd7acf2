package io.highgate.examples.orders;

import io.highgate.sdk.provider.declare.GatewayInterface;
import io.highgate.sdk.provider.declare.GatewayMethod;
import java.util.Map;
import org.springframework.core.env.Environment;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** What it serves: orders that nobody ever made. The annotations declare it to the center. */
@RestController
@GatewayInterface("orders")
public class Orders {

    private final Environment environment;

    Orders(Environment environment) {
        this.environment = environment;
    }

    @GetMapping("/orders/{id}")
    @GatewayMethod(url = "/orders/{id}")
    public Map<String, String> find(@PathVariable String id) {
        return order(id);
    }

    /** Takes an order, and forgets it. */
    @PostMapping("/orders/{id}")
    @GatewayMethod(url = "/orders/{id}", httpType = "POST")
    public Map<String, String> take(@PathVariable String id) {
        return order(id);
    }

    private Map<String, String> order(String id) {
        return Map.of("id", id, "servedBy", "port " + environment.getProperty("local.server.port"));
    }

    /** Takes its time, to see that a shutdown waits for it. */
    @GetMapping("/slow")
    public String slow() throws InterruptedException {
        Thread.sleep(3_000);
        return "done\n";
    }
}
