package io.highgate.model.spec;

import io.highgate.base.unit.EndpointUrl;
import io.highgate.base.unit.Ratio;
import io.highgate.base.unit.Secret;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The centers that a gateway follows. Immutable. */
@Doc("The centers that tell which instances cells have; one of them is followed, any other one stands in for it.")
public record CenterSpec(
        @Doc("Where they are, as http://center:8005 or https://center: 1 to 16. It begins with any of them.")
        List<EndpointUrl> urls,

        @Doc("The service key of this gateway (its safeKey); GATEWAY_CENTER_KEY. None where centers ask for none.")
        @Nullable
        String key,

        @Doc("The secret of that key (its safeSecret); best given as GATEWAY_CENTER_SECRET.") @Nullable
        Secret secret,

        @Doc("What centers call this gateway in their reports; the key when left out.") @Nullable
        String name,

        @Doc(value = "How long a center may take to take a connection and begin to answer.", defaultsTo = "5s")
        Duration timeout,

        @Doc(
                value = "Further tries, each at the next center, until a log line says that centers are away. It is"
                        + " tried again for ever, and what is known stays for ever.",
                defaultsTo = "2",
                min = 0,
                max = 100)
        int retries,

        @Doc(
                value = "The longest wait before the first further try; it doubles with each, up to 10s, and a random"
                        + " part of it is waited.",
                defaultsTo = "200ms")
        Duration backOff,

        @Doc(
                value = "A center that says nothing for so long is given up for another one; they say something each"
                        + " second.",
                defaultsTo = "3s")
        Duration silence,

        @Doc(
                value = "How often the center is told how many requests there were of each cell and route, how many"
                        + " failed and how long they took; 0s: never.",
                defaultsTo = "10s")
        Duration report,

        @Doc(
                value = "The share of requests without a traceparent that the center is told of one by one, as spans of"
                        + " traces. Those whose traceparent says sampled are told in any case; 50 a second in all.",
                defaultsTo = "1%")
        Ratio traces,

        @Doc("How connections to https:// centers are encrypted.")
        CenterTlsSpec tls,

        @Doc("How cells are asked that only the center knows: settings as of an upstream, without its endpoints.")
        UpstreamSpec cells) {}
