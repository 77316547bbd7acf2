package io.highgate.model.spec;

import io.highgate.base.unit.DataSize;
import io.highgate.base.unit.Ratio;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** When a request is tried again. Immutable. */
@Doc("When a request that failed is tried again, at another endpoint if there is one.")
public record RetrySpec(
        @Doc(value = "Further tries; GATEWAY_PROXY_RETRY_COUNT wins.", defaultsTo = "2", min = 0, max = 10)
        int count,

        @Doc("Answers that count as failed, beside no answer at all; 502, 503 and 504 when left out.")
        List<Integer> statuses,

        @Doc("""
                Methods to try again although the endpoint may have acted, beside GET, HEAD, OPTIONS and TRACE. Other \
                requests are tried again only if nothing of them was sent, or with an Idempotency-Key.""") List<String> methods,

        @Doc(value = "Retries may add up to this share of the requests of the last ten seconds.", defaultsTo = "20%")
        Ratio budget,

        @Doc(value = "Retries a second that are allowed whatever the share.", defaultsTo = "3", min = 0, max = 10000)
        int budgetFloor,

        @Doc(value = "Wait before the second and later retries; doubled each time, with chance.", defaultsTo = "25ms")
        Duration backoff,

        @Doc(
                value = "What is kept of a body so that it can be sent again; larger bodies go once.",
                defaultsTo = "64KiB")
        DataSize body,

        @Doc("""
                When no answer has begun after this long, another endpoint is asked too, and whoever answers first wins \
                (a hedged request). Only for requests without a body that do no harm twice; counts as a retry. Left out: \
                never.""") @Nullable Duration hedgeAfter,

        @Doc(value = """
                Whether the beginning of an answer of up to 16 KiB is kept back for up to 20 ms when the rest has not come \
                with it, so that the request can be tried again if its endpoint dies in the middle. What says that it is \
                a stream (text/event-stream, application/x-ndjson and the like, X-Accel-Buffering: no) is passed on as it \
                comes.""", defaultsTo = "true") boolean keepBack) {}
