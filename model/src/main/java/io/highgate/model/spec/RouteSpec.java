package io.highgate.model.spec;

import io.highgate.base.unit.AddressRange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which requests are meant, and what is done with them. Immutable. */
@Doc(
        "Which requests are meant, and what is done with them. Exactly one of upstream, split, redirect and respond is needed.")
public record RouteSpec(
        @Doc(value = "A name for logs, metrics and explain; unique.", required = true)
        String name,

        @Doc(
                value = "Host names, exact or '*.example.com' (any number of labels); every host when left out.",
                alias = "host")
        List<String> hosts,

        @Doc(value = """
                Path templates, any of which may match: '/a/b' exactly; '{x}' one segment or a part of one; \
                '{*x}' the rest, which may be empty or missing with its '/'; '{+x}' the rest, at least one \
                character; '~' and a regular expression. A part after '?' is matched with the raw query \
                string. Every path when left out.""", alias = "path") List<String> paths,

        @Doc(value = "Whether upper and lower case differ in paths.", defaultsTo = "true")
        boolean caseSensitive,

        @Doc(
                value = "Methods; every method when left out. GET includes HEAD unless another route names HEAD.",
                alias = "method")
        List<String> methods,

        @Doc(
                value = "Whether a route that names GET serves HEAD, too; false: only one that names HEAD does.",
                defaultsTo = "true")
        boolean headWithGet,

        @Doc("Header fields that must all match.") List<MatchSpec> headers,
        @Doc("Query parameters that must all match.") List<MatchSpec> query,

        @Doc("Addresses of clients that are meant, as 10.0.0.0/8; every client when left out.")
        List<AddressRange> clients,

        @Doc("Addresses of clients that are not meant.") List<AddressRange> exceptClients,

        @Doc(value = "When the route is there at all; always when left out.", alias = "window")
        List<WindowSpec> windows,

        @Doc("Who may call it; as the top-level access says when left out.") @Nullable
        AccessSpec access,

        @Doc("What of the caller's claims the upstream is told, and where.")
        ClaimsSpec claims,

        @Doc("""
                The cell that it leads to: callers that may call some cells only must be allowed this one, and \
                requests bring what all requests to cells do (Authorization; POST, PUT and PATCH also \
                Content-Type and X-Request-ID).""") @Nullable String cell,

        @Doc("Clients that are let in, and those that are not, beside what holds for all routes.") @Nullable
        AddressesSpec addresses,

        @Doc("Which pages of other origins may read answers; the upstream's business when left out.") @Nullable
        CorsSpec cors,

        @Doc(value = "Among routes with an equally specific host, higher wins over everything else.", defaultsTo = "0")
        int priority,

        @Doc("The upstream to forward to.") @Nullable String upstream,

        @Doc("The upstreams to forward to, each with its weight.") @Nullable
        List<ShareSpec> split,

        @Doc("An upstream to forward some requests to instead.") @Nullable
        CanarySpec canary,

        @Doc("""
                What requests have in common that stay on the same side of a split, a canary's share or a \
                mirror's. Left out: the client's address for a canary's share, chance for the others.""") @Nullable HashOnSpec stickTo,

        @Doc("An upstream that gets copies.") @Nullable MirrorSpec mirror,
        @Doc("Faults made on purpose.") @Nullable FaultSpec fault,

        @Doc(
                "Labels that an endpoint of the upstream must have to be asked, like version: \"2\"; any endpoint when left out.")
        Map<String, String> subset,

        @Doc(
                value = "What happens when no endpoint with these labels can be asked: 'refuse' answers 503, 'any'"
                        + " asks one without them.",
                defaultsTo = "refuse")
        NoneLeft subsetElse,

        @Doc("The target that the upstream is asked for; the request's own when left out.") @Nullable
        RewriteSpec rewrite,

        @Doc("Answers with a redirect.") @Nullable RedirectSpec redirect,
        @Doc("Answers with a fixed response.") @Nullable RespondSpec respond,
        @Doc("What is changed on the way.") List<FilterSpec> filters,

        @Doc("How often somebody may ask for this route, beside the limits for all routes.")
        List<RateLimitSpec> rateLimits,

        @Doc("How many requests of somebody for this route may be under way at once.")
        List<InFlightLimitSpec> inFlightLimits,

        @Doc("Instead of the upstream's per-try timeout.") @Nullable
        Duration timeout,

        @Doc(
                value = "How much its requests matter when the gateway has too much to do; see overload.",
                defaultsTo = "normal")
        Importance importance,

        @Doc(
                value = "Whether requests for a WebSocket are handed on; if not, they are answered 403.",
                defaultsTo = "allow")
        WebSocket webSocket) {

    /** Whether requests are sent on. */
    public boolean forwards() {
        return upstream != null || split != null;
    }

    /** Every upstream that requests may go to. */
    public List<String> targets() {
        List<String> all = new ArrayList<>();
        if (upstream != null) {
            all.add(upstream);
        }
        if (split != null) {
            split.forEach(it -> all.add(it.upstream()));
        }
        if (canary != null) {
            all.add(canary.upstream());
        }
        return all;
    }

    /** Every upstream that gets requests or copies of them. */
    public List<String> upstreams() {
        List<String> all = targets();
        if (mirror != null) {
            all.add(mirror.upstream());
        }
        return all;
    }

    /** How much requests matter. */
    public enum Importance {
        HIGH,
        NORMAL,
        LOW
    }

    /** What becomes of requests when none of the subset can be asked. */
    public enum NoneLeft {
        REFUSE,
        ANY
    }

    /** What becomes of requests for a WebSocket. */
    public enum WebSocket {
        ALLOW,
        REFUSE
    }
}
