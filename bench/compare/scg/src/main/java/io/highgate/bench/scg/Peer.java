package io.highgate.bench.scg;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * Spring Cloud Gateway with nothing of our own: the routes come from the file that the comparison
 * writes and names by {@code --spring.config.location}.
 */
@SpringBootApplication
public class Peer {

    /** Starts the gateway. */
    public static void main(String[] args) {
        SpringApplication.run(Peer.class, args);
    }
}
