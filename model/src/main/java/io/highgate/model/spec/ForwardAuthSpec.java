package io.highgate.model.spec;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A service of the user's decides, request by request. Immutable. */
@Doc("""
        A service of yours decides: it is sent a GET with X-Forwarded-Method, -Proto, -Host, -Uri and -For. 2xx lets \
        the request pass; any other status is the client's answer, with the body.""")
public record ForwardAuthSpec(
        @Doc(value = "The service.", required = true) String url,

        @Doc("Fields of the request that it is shown; Authorization and Cookie when left out.")
        List<String> requestHeaders,

        @Doc(value = "The field of its answer with the caller's name.", defaultsTo = "X-Auth-User")
        String userHeader,

        @Doc(value = "The field with roles, commas in between.", defaultsTo = "X-Auth-Roles")
        String rolesHeader,

        @Doc(value = "The field with scopes, spaces in between.", defaultsTo = "X-Auth-Scopes")
        String scopesHeader,

        @Doc("The field with the tenant.") @Nullable String tenantHeader,

        @Doc("Further fields of its answer that become claims of the caller.")
        List<String> claimHeaders,

        @Doc(value = "What happens while it does not answer.", defaultsTo = "refuse")
        WhenAway whenAway,

        @Doc(
                value = "How long a 2xx answer holds for the same method, host, URI, client and fields; at most 5m.",
                defaultsTo = "0s")
        Duration rememberGood,

        @Doc(value = "Answers that are remembered.", defaultsTo = "1000", min = 0, max = 100000)
        int remembered,

        @Doc("How the service is asked.") CallSpec call) {

    /** Choices while the service does not answer. */
    public enum WhenAway {
        /** The client is answered 503. */
        REFUSE,
        /** The request passes, as one of nobody. */
        ALLOW
    }
}
