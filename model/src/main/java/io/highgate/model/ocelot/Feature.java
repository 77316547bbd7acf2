package io.highgate.model.ocelot;

/**
 * What an Ocelot file can ask for and this version does not do, with what happens instead. Where going
 * without would open what was protected, or send the wrong thing, the route answers 501. Immutable.
 */
public enum Feature {
    SCHEME(
            "an authentication scheme (AuthenticationProviderKey) that is no name under 'authenticators' in a native"
                    + " file beside this one",
            true),
    NOBODY_KNOWN("scopes or claims of callers that no AuthenticationProviderKey makes known", true),
    WRONG_CLAIMS("claims that cannot be read", true),
    WRONG_ADDRESSES("lists of addresses that cannot be read", true),
    AGGREGATES("aggregates", true),
    SERVICE_DISCOVERY(
            "service discovery (ServiceName) without a ServiceDiscoveryProvider of Type Consul, Eureka or Kube", true),
    METHOD_CHANGE("changing the method (DownstreamHttpMethod)", true),
    HEADER_CAPTURES("captures of UpstreamHeaderTemplates in DownstreamPathTemplate", true),
    CACHE("caching (FileCacheOptions, CacheOptions)", "each request is forwarded"),
    DELEGATING_HANDLERS("DelegatingHandlers", "requests are forwarded without them"),
    REQUEST_ID_KEY("RequestIdKey", "X-Request-ID is used"),
    TRACING("UseTracing", "traceparent is sent, but no spans are reported"),
    REDIRECTS("AllowAutoRedirect", "redirects are handed to the client"),
    COOKIES("UseCookieContainer", "cookies are handed through and not kept"),
    MAX_CONNECTIONS(
            "waiting for a connection (MaxConnectionsPerServer)", "a request beyond the number is answered 503"),
    CONNECTION_LIFETIME(
            "PooledConnectionLifetimeSeconds", "connections are kept until they have been idle for a while"),
    HTTP_VERSION("DownstreamHttpVersion, DownstreamHttpVersionPolicy", "HTTP/1.1 is used"),
    METADATA("Metadata", "nothing reads it");

    private final String title;
    private final boolean refuses;
    private final String instead;

    Feature(String title, boolean refuses) {
        this.title = title;
        this.refuses = refuses;
        this.instead = "they answer 501";
    }

    Feature(String title, String instead) {
        this.title = title;
        this.refuses = false;
        this.instead = instead;
    }

    public String title() {
        return title;
    }

    /** Whether a route that asks for it answers 501. */
    public boolean refuses() {
        return refuses;
    }

    /** What happens instead. */
    public String instead() {
        return instead;
    }
}
