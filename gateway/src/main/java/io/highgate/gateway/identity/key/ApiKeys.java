package io.highgate.gateway.identity.key;

import io.highgate.gateway.exchange.Caller;
import io.highgate.model.spec.ApiKeySpec;
import io.highgate.model.spec.ApiKeySpec.KeySpec;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a configuration by their hashes. A key is looked up by its whole SHA-256, so that the time it takes
 * tells nothing of how much of a guess was right; keys have at least 128 bits of chance, so that hashes need no
 * salt. Immutable.
 */
public final class ApiKeys {

    /** Longer ones are not even hashed. */
    public static final int LONGEST = 512;

    private static final String ALGORITHM = "sha256:";

    private final Map<String, Caller> byHash = new HashMap<>();

    /** @param by the authenticator's name */
    public ApiKeys(String by, Map<String, KeySpec> keys) {
        keys.forEach((name, key) -> {
            if (key.enabled()) {
                byHash.put(key.hash().toLowerCase(Locale.ROOT), caller(by, name, key));
            }
        });
    }

    private static Caller caller(String by, String name, KeySpec key) {
        String expires = key.expires();
        return new Caller(
                by,
                name,
                "key " + name,
                Set.copyOf(key.roles()),
                Set.copyOf(key.scopes()),
                key.tenant(),
                key.cells(),
                Map.of("key", List.of(name)),
                expires == null ? null : Instant.parse(expires));
    }

    /** Whose key it is; null if nobody's, or if it counts for nothing any more. */
    public @Nullable Caller find(String key, Instant now) {
        if (key.length() > LONGEST) {
            return null;
        }
        Caller caller = byHash.get(hash(key));
        Instant expires = caller == null ? null : caller.expires();
        return expires == null || now.isBefore(expires) ? caller : null;
    }

    /** As it stands in the configuration. */
    public static String hash(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return ALGORITHM + HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** What {@link ApiKeySpec} would call it. */
    @Override
    public String toString() {
        return byHash.size() + " keys";
    }
}
