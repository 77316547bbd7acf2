package io.highgate.spring;

import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Says whether the application takes requests, where the actuator's readiness group does not: 200 or 503.
 * Its path is nobody else's, for two handlers of one path would keep the application from starting. Stateless.
 */
@RestController
class ReadinessPage {

    static final String PATH = "/highgate/ready";

    private final ApplicationAvailability availability;

    ReadinessPage(ApplicationAvailability availability) {
        this.availability = availability;
    }

    @GetMapping(path = PATH, produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<String> ready() {
        boolean ready = availability.getReadinessState() == ReadinessState.ACCEPTING_TRAFFIC;
        return ResponseEntity.status(ready ? 200 : 503).body(ready ? "{\"status\":\"up\"}" : "{\"status\":\"down\"}");
    }
}
