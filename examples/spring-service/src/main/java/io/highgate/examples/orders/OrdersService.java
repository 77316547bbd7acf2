package io.highgate.examples.orders;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** A service that registers itself: the dependency on the starter and application.yaml do it. */
@SpringBootApplication
public class OrdersService {

    public static void main(String[] arguments) {
        SpringApplication.run(OrdersService.class, arguments);
    }
}
