package io.highgate.center.api;

import io.highgate.base.unit.Secret;
import io.highgate.center.access.Issuer;
import io.highgate.center.access.Role;
import io.highgate.center.access.SessionCallers;
import io.highgate.center.api.serve.ServerTerms;
import io.highgate.center.cells.InstanceRules;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a center's doors are like. Immutable.
 *
 * @param masterKey what the secrets of service keys are derived from
 * @param issuer of tokens that count; null for none
 * @param roles what the roles of users mean here
 * @param openToLoopback whether programs of this machine that bring nothing count as operators
 * @param failedTries wrong credentials from one address within a minute before nobody looks at more
 */
public record CenterTerms(
        ServerTerms server,
        Secret masterKey,
        @Nullable Issuer issuer,
        Map<String, Role> roles,
        boolean openToLoopback,
        int failedTries,
        InstanceRules rules) {

    /** Wrong tries a minute, if nobody says otherwise. */
    public static final int USUAL_TRIES = 30;

    public CenterTerms {
        roles = Map.copyOf(roles);
    }

    /** The usual ones: no issuer, not open to anybody. */
    public static CenterTerms usual(ServerTerms server, Secret masterKey, InstanceRules rules) {
        return new CenterTerms(server, masterKey, null, SessionCallers.USUAL, false, USUAL_TRIES, rules);
    }

    /** The same, open to programs of this machine or not. */
    public CenterTerms withOpenToLoopback(boolean open) {
        return new CenterTerms(server, masterKey, issuer, roles, open, failedTries, rules);
    }
}
