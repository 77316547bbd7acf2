package io.highgate.model.spec;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How often somebody may ask. Immutable. */
@Doc("How often somebody may ask; who asks more often is refused.")
public record RateLimitSpec(
        @Doc(value = """
                A name for metrics, header fields and shared stores, unique where it stands: letters, digits, '.', \
                '_' and '-', at most 64.""", required = true) String name,

        @Doc("""
                What requests have in common that are counted together, all of it combined: 'address' (IPv6 by \
                /64), 'client-id', 'credential' (the token or key), 'user', 'tenant', 'service' (the upstream), \
                'interface' (method and path template), 'route', 'method', 'path'. Requests that lack one of \
                them are not counted. Everything together when left out.""") List<CountBy> by,

        @Doc(value = """
                How it is counted: 'token-bucket' gives permits back evenly and allows a burst, 'sliding-window' \
                never has more than the amount within any stretch of the period, 'fixed-window' begins a period \
                with the first request.""", defaultsTo = "token-bucket") Algorithm algorithm,

        @Doc(value = "Requests for each period.", required = true, min = 1, max = 1_000_000_000)
        int amount,

        @Doc(value = "The period.", required = true) Duration period,

        @Doc(
                value = "Requests that a token bucket allows at once after a rest; the amount when left out.",
                min = 1,
                max = 1_000_000_000)
        @Nullable
        Integer burst,

        @Doc(
                value = "How long a fixed window refuses everything once it has refused something; 0s: as long as"
                        + " it lasts.",
                defaultsTo = "0s")
        Duration block,

        @Doc(
                value = "How long a fixed window is remembered after the last request that it let through; 0s: as"
                        + " long as it lasts.",
                defaultsTo = "0s")
        Duration idle,

        @Doc(value = """
                'local': this gateway counts for itself. 'shared': all gateways count together in stores.redis, one \
                round trip for each request. 'batched': they do, but each gateway takes permits in batches; a \
                batch that is not used up is lost.""", defaultsTo = "local") Mode mode,

        @Doc("How a limit that is not local asks the store, and what happens when that is away.")
        SharedLimitSpec shared,

        @Doc("Where a client's id is found.") ClientIdSpec clientId,

        @Doc(value = """
                What answers say of the limit: 'ietf' (RateLimit and RateLimit-Policy), 'x-ratelimit', 'ocelot-20' \
                and 'ocelot-25' (their fields, on answers that are not refused), 'none'. Retry-After is in every \
                refusal.""", defaultsTo = "ietf") Told headers,

        @Doc("What a refusal says.") RefusalSpec refusal,

        @Doc(
                value = "Keys that are counted apart in this gateway; beyond, new ones share one count until"
                        + " others are forgotten.",
                defaultsTo = "100000",
                min = 1,
                max = 10_000_000)
        int keys) {

    /** What requests have in common that are counted together. */
    public enum CountBy {
        ADDRESS,
        CLIENT_ID,
        CREDENTIAL,
        USER,
        TENANT,
        SERVICE,
        INTERFACE,
        ROUTE,
        METHOD,
        PATH
    }

    /** How it is counted. */
    public enum Algorithm {
        TOKEN_BUCKET,
        SLIDING_WINDOW,
        FIXED_WINDOW
    }

    /** Who counts together. */
    public enum Mode {
        LOCAL,
        SHARED,
        BATCHED
    }

    /** What answers say of the limit. */
    public enum Told {
        IETF,
        X_RATELIMIT,
        OCELOT_20,
        OCELOT_25,
        NONE
    }

    /** The most that can be taken at once. */
    public int most() {
        return algorithm == Algorithm.TOKEN_BUCKET && burst != null ? burst : amount;
    }
}
