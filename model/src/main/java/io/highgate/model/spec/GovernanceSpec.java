package io.highgate.model.spec;

import io.highgate.base.unit.HostPort;
import io.highgate.base.unit.Ratio;
import io.highgate.base.unit.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A center of this machine. Immutable. */
@Doc("The center that runs on this machine, by 'highgate center' or 'highgate standalone'; a gateway passes it over.")
public record GovernanceSpec(
        @Doc(value = "Where it listens.", defaultsTo = "0.0.0.0:8005")
        HostPort bind,

        @Doc("How it encrypts; not at all when left out.") @Nullable
        GovernanceTlsSpec tls,

        @Doc("Its name among the centers; made up when left out.") @Nullable
        String name,

        @Doc("""
                What the secrets of service keys are derived from: 32 octets or more, the same at all centers; \
                best given as HIGHGATE_MASTER_KEY. Made up and kept in the state folder when left out.""") @Nullable Secret masterKey,

        @Doc(
                value = "Whether programs of this machine that bring no credentials count as operators: for callers"
                        + " that were there before keys were. Never behind a proxy on this machine.",
                defaultsTo = "false")
        boolean openToLoopback,

        @Doc(
                value = "Whether the paths of the earlier gateway's center answer errors with status 200, as they"
                        + " used to.",
                defaultsTo = "false")
        boolean envelopeErrorsAre200,

        @Doc("The OpenID provider whose tokens operators may bring; none when left out.") @Nullable
        OperatorsSpec operators,

        @Doc("How instances are asked whether they are well.")
        PatrolSpec patrol,

        @Doc("When it is not believed that instances are gone because nothing is heard of them.")
        GuardSpec guard,

        @Doc("""
                Services of other registries that become cells here; none when left out. One center does it at a \
                time, so it has to be the same at all of them.""") @Nullable AdoptSpec adopt,

        @Doc(value = "How long requests under way may take to end when the center is stopped.", defaultsTo = "10s")
        Duration drain) {

    /** Probes. Immutable. */
    @Doc("How instances are asked whether they are well, by GET of their health path.")
    public record PatrolSpec(
            @Doc(value = "Between two probes of an instance that is well.", defaultsTo = "30s")
            Duration interval,

            @Doc(value = "How long a probe may take.", defaultsTo = "5s")
            Duration timeout,

            @Doc(value = "So many failures in a row, and it is down.", defaultsTo = "3", min = 1, max = 100)
            int threshold,

            @Doc(value = "Between two probes of one that is down; one success restores it.", defaultsTo = "2s")
            Duration again,

            @Doc(value = "Probes under way at once.", defaultsTo = "256", min = 1, max = 10_000)
            int atOnce) {}

    /** The guard against mass expiry. Immutable. */
    @Doc("When leases that run out are not believed: nobody is taken out then, until few enough are late.")
    public record GuardSpec(
            @Doc(value = "More than this share of all leases.", defaultsTo = "15%")
            Ratio ofAll,

            @Doc(value = "Or more than this share of a cell's.", defaultsTo = "30%")
            Ratio ofCell,

            @Doc(value = "But never fewer than so many.", defaultsTo = "3", min = 1, max = 1_000_000)
            int least,

            @Doc(value = "Over which they are counted.", defaultsTo = "30s")
            Duration window,

            @Doc(
                    value = "After so long without a word an instance that probes find dead as well is taken out all"
                            + " the same.",
                    defaultsTo = "5m")
            Duration longest) {}

    /** Services of other registries that become cells. Immutable. */
    @Doc("Registries whose services become cells; {} for all services of one.")
    public record AdoptSpec(
            @Doc("Applications in Eureka; see registries.eureka.") @Nullable
            AdoptedSpec eureka,

            @Doc("Services in Consul; see registries.consul.") @Nullable
            AdoptedSpec consul,

            @Doc("Services in Nacos, of the group in registries.nacos.") @Nullable
            AdoptedSpec nacos,

            @Doc("Services in Kubernetes, of the namespace in registries.kubernetes, that have one port.") @Nullable
            AdoptedSpec kubernetes) {}

    /** Which services of a registry. Immutable. */
    @Doc("Which services of a registry become cells; '*' stands for any characters in a name.")
    public record AdoptedSpec(
            @Doc("Their names; all of them when left out.") List<String> services,

            @Doc("Names of those that do not, whatever 'services' says.")
            List<String> except) {}

    /** Operators that an OpenID provider vouches for. Immutable. */
    @Doc("An OpenID provider whose access tokens operators bring as Authorization: Bearer.")
    public record OperatorsSpec(
            @Doc(value = "As it stands in tokens.", required = true)
            String issuer,

            @Doc(value = "Whom tokens are for, as it stands in them.", required = true)
            String audience,

            @Doc(value = "Where its keys are (a JWK set).", required = true)
            String keys,

            @Doc(value = "The claim with the roles; one inside another as realm_access.roles.", defaultsTo = "roles")
            String rolesClaim,

            @Doc(
                    value = "Which role here (viewer, operator, admin) each of its roles has; those of the same names"
                            + " when left out.")
            Map<String, String> roles) {

        /** The words that roles have here, the least one first. */
        public static final List<String> ROLES = List.of("viewer", "operator", "admin");
    }
}
