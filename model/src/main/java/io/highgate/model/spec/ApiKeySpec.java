package io.highgate.model.spec;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keys of applications. Immutable. */
@Doc("Keys of applications, of which only hashes are kept; 'highgate key new' makes one.")
public record ApiKeySpec(
        @Doc(value = "The header field that holds the key; it is not passed on.", defaultsTo = "X-Api-Key")
        String header,

        @Doc("""
                A query parameter that may hold the key, for clients that can set no header; queries end up in logs. \
                None when left out.""") @Nullable String query,

        @Doc("The keys, each by the name of the application that has it.")
        Map<String, KeySpec> keys) {

    /** One key. */
    @Doc("One key.")
    public record KeySpec(
            @Doc(value = "sha256: and the 64 hexadecimal digits of the key's SHA-256.", required = true)
            String hash,

            @Doc("What the application is.") List<String> roles,

            @Doc("What the application may do.") List<String> scopes,

            @Doc("On whose behalf it asks; any tenant's when left out.") @Nullable
            String tenant,

            @Doc("The only cells that it may call; all when left out.")
            List<String> cells,

            @Doc("From when on the key is worth nothing, as 2027-01-31T00:00:00Z; never when left out.") @Nullable
            String expires,

            @Doc(value = "Whether it is worth anything now.", defaultsTo = "true")
            boolean enabled) {}
}
