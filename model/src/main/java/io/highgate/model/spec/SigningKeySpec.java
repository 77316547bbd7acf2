package io.highgate.model.spec;

import io.highgate.base.unit.Secret;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A secret that requests are signed with, and who has it. Immutable. */
@Doc("A secret that requests are signed with, and who has it.")
public record SigningKeySpec(
        @Doc(value = "At least 16 octets; base64: before it where it is not plain text.", required = true)
        Secret secret,

        @Doc("What the signer is.") List<String> roles,

        @Doc("What the signer may do.") List<String> scopes,

        @Doc("On whose behalf it asks; any tenant's when left out.") @Nullable
        String tenant,

        @Doc("The only cells that it may call; all when left out.")
        List<String> cells) {}
