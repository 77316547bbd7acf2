package io.highgate.model.spec;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The whole configuration of a gateway process. Immutable. */
@Doc("The whole configuration of a gateway process.")
public record GatewaySpec(
        @Doc("Where clients connect; one listener on port 8000 when none is given.")
        List<ListenerSpec> listeners,

        @Doc("The port for metrics, health and operations.") ManagementSpec management,

        @Doc("How the path and the client's address are read, and what is told to the upstream.")
        ForwardingSpec forwarding,

        @Doc("Upper bounds for everything that a client can make grow.")
        LimitsSpec limits,

        @Doc("What is refused while the gateway itself has too much to do.")
        OverloadSpec overload,

        @Doc("How long things may take; an upstream can have its own.")
        TimeoutsSpec timeouts,

        @Doc("One line per request, written off the event loop.")
        AccessLogSpec accessLog,

        @Doc("How DNS is asked where upstreams discover their endpoints by it.")
        DnsSpec dns,

        @Doc("The centers that tell which instances cells have; none is asked when left out.") @Nullable
        CenterSpec center,

        @Doc("Registries that services are registered in already.")
        RegistriesSpec registries,

        @Doc("Where it is kept what outlives a process, or is shared by several.")
        StoresSpec stores,

        @Doc("The center of this machine; gateways pass it over.")
        GovernanceSpec governance,

        @Doc("The built-in login; off when left out.") @Nullable
        LoginSpec login,

        @Doc("Ways to find out who asks, by name.") Map<String, AuthenticatorSpec> authenticators,

        @Doc("Who may call routes that do not say so themselves; everybody when left out.") @Nullable
        AccessSpec access,

        @Doc("On whose behalf requests are made; nobody looks when left out.") @Nullable
        TenancySpec tenancy,

        @Doc("Clients that are let in, and those that are not; a route can have more to say.") @Nullable
        AddressesSpec addresses,

        @Doc("Groups of endpoints, by name.") Map<String, UpstreamSpec> upstreams,

        @Doc("Filters for every route, before the route's own.")
        List<FilterSpec> filters,

        @Doc("How often somebody may ask, whatever the route.")
        List<RateLimitSpec> rateLimits,

        @Doc("How many requests of somebody may be under way at once, whatever the route.")
        List<InFlightLimitSpec> inFlightLimits,

        @Doc("What each tenant may ask for.") QuotasSpec quotas,

        @Doc("Which request goes where.") List<RouteSpec> routes) {}
