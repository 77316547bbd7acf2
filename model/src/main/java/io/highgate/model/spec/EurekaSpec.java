package io.highgate.model.spec;

import io.highgate.base.unit.Secret;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Eureka servers. Immutable. */
@Doc("Eureka servers that know the same applications; one is asked, the others stand in for it.")
public record EurekaSpec(
        @Doc("Where they are, with the path, as http://eureka:8761/eureka: 1 to 16.")
        List<String> urls,

        @Doc("For servers that ask who it is (HTTP Basic).") @Nullable
        String username,

        @Doc("The password of that user.") @Nullable Secret password,

        @Doc(
                value = "Between two questions for what has changed; the server itself tells changes up to 30s late"
                        + " unless its response cache is off.",
                defaultsTo = "2s")
        Duration interval,

        @Doc(value = "How long an answer may take.", defaultsTo = "5s")
        Duration timeout,

        @Doc("PEM files with the authorities to trust where it is asked by https, instead of the JVM's.")
        List<String> trust) {}
