package io.highgate.model.env;

import io.highgate.base.problem.Place;
import io.highgate.base.problem.Problems;
import io.highgate.model.shape.SpecShape;
import io.highgate.model.spec.AccessSpec;
import io.highgate.model.spec.ApiKeySpec;
import io.highgate.model.spec.ApiKeySpec.KeySpec;
import io.highgate.model.spec.AuthenticatorSpec;
import io.highgate.model.spec.GatewaySpec;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * GATEWAY_APP_KEYS: keys of applications, with commas in between, each with a name and a colon before it or without.
 * They make the authenticator {@code appKeys}, which all routes without an access rule of their own then take. Pure;
 * never repeats a key.
 */
final class AppKeys {

    private static final String NAME = "appKeys";
    private static final Place PLACE = Place.of("environment variable GATEWAY_APP_KEYS");

    /** Shorter ones are guessed. */
    private static final int LEAST = 16;

    private AppKeys() {}

    static GatewaySpec apply(GatewaySpec spec, String variable, Problems problems) {
        Map<String, KeySpec> keys = new LinkedHashMap<>();
        String[] entries = variable.split(",", -1);
        for (int i = 0; i < entries.length; i++) {
            String entry = entries[i].strip();
            int colon = entry.indexOf(':');
            String name =
                    colon < 0 ? "key-" + (i + 1) : entry.substring(0, colon).strip();
            String key = entry.substring(colon + 1).strip();
            if (key.length() < LEAST || name.isEmpty()) {
                problems.error(
                        PLACE, "entry " + (i + 1) + " is no key of at least " + LEAST + " characters; write name:key");
            } else if (keys.put(name, key(key)) != null) {
                problems.error(PLACE, "two keys are named '" + name + "'");
            }
        }
        Map<String, AuthenticatorSpec> all = new LinkedHashMap<>(spec.authenticators());
        all.put(NAME, new AuthenticatorSpec.ApiKey(new ApiKeySpec("X-App-Key", null, keys)));
        return SpecShape.with(spec, Map.of("authenticators", Map.copyOf(all), "access", access(spec.access())));
    }

    private static AccessSpec access(@Nullable AccessSpec configured) {
        AccessSpec access = configured == null ? SpecShape.defaults(AccessSpec.class) : configured;
        if (access.by().contains(NAME)) {
            return access;
        }
        List<String> by = new ArrayList<>(access.by());
        by.add(NAME);
        return SpecShape.with(access, "by", List.copyOf(by));
    }

    private static KeySpec key(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            String hash = "sha256:" + HexFormat.of().formatHex(digest);
            return new KeySpec(hash, List.of(), List.of(), null, List.of(), null, true);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
