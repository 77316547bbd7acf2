package io.highgate.model.spec;

import io.highgate.base.unit.Secret;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Consul agents. Immutable. */
@Doc("Consul agents of one datacenter; one is asked (blocking queries), the others stand in for it.")
public record ConsulSpec(
        @Doc("Where they are, as http://consul:8500: 1 to 16.")
        List<String> urls,

        @Doc("The ACL token, sent as X-Consul-Token.") @Nullable
        Secret token,

        @Doc("Another datacenter than the agent's own.") @Nullable
        String datacenter,

        @Doc(value = "How long a blocking query waits for a change.", defaultsTo = "30s")
        Duration blockFor,

        @Doc(value = "How long an answer may take, beyond that wait.", defaultsTo = "5s")
        Duration timeout,

        @Doc("PEM files with the authorities to trust where it is asked by https, instead of the JVM's.")
        List<String> trust) {}
