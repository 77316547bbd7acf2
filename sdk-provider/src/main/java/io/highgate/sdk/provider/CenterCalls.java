package io.highgate.sdk.provider;

import io.highgate.sdk.provider.declare.Declaration;
import io.highgate.wire.cell.Instance;
import io.highgate.wire.json.Json;
import io.highgate.wire.key.SafeToken;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The questions that a center understands. Immutable. */
record CenterCalls(@Nullable ServiceKey key, Timing timing) {

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration LEAST_PATIENCE = Duration.ofMillis(500);

    Question ask(Step step, URI center, Instance instance, Instant now) {
        String path = center + "/api/center/cells/" + segment(instance.cell()) + "/instances/" + segment(instance.id());
        return switch (step) {
            case PUT -> question("PUT", path, facts(instance), PATIENCE, now);
            case BEAT -> question("POST", path + "/beat", null, beatPatience(), now);
            case DRAIN -> question("POST", path + "/drain", null, PATIENCE, now);
            case DELETE -> question("DELETE", path, null, PATIENCE, now);
            case HEALTH, REST -> throw new IllegalArgumentException(step + " is nothing to ask a center");
        };
    }

    /** Declares an interface with its methods; the key is part of the message. */
    Question declare(Declaration declaration, URI center, Instance instance, Instant now) {
        ServiceKey shown = Objects.requireNonNull(key);
        Map<String, Object> body = declaration.toJson(instance.baseUrl(), shown.safeKey(), shown.safeSecret());
        return question("POST", center + "/gateway-interface/create", Json.write(body), PATIENCE, now);
    }

    private Question question(String method, String uri, @Nullable String body, Duration patience, Instant now) {
        String token =
                key == null ? null : "Bearer " + SafeToken.sign(key.safeKey(), key.safeSecret(), now, SafeToken.USUAL);
        return new Question(method, URI.create(uri), token, body, patience);
    }

    /** A beat that takes longer than the next one is due is lost; there must be time to ask another center. */
    private Duration beatPatience() {
        Duration beat = timing.beat().compareTo(PATIENCE) > 0 ? PATIENCE : timing.beat();
        return beat.compareTo(LEAST_PATIENCE) < 0 ? LEAST_PATIENCE : beat;
    }

    private String facts(Instance instance) {
        Map<String, Object> facts = instance.toJson();
        facts.remove("cell");
        facts.remove("id");
        facts.put("lease", timing.lease().toMillis());
        facts.put("beat", timing.beat().toMillis());
        return Json.write(facts);
    }

    /** One segment of a path: octets that are not unreserved (RFC 3986 section 2.3) are escaped. */
    static String segment(String text) {
        StringBuilder out = new StringBuilder();
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (octet & 0xff);
            if (c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || "-._~:".indexOf(c) >= 0) {
                out.append(c);
            } else {
                out.append(String.format("%%%02X", octet & 0xff));
            }
        }
        return out.toString();
    }
}
