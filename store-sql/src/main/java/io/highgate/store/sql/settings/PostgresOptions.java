package io.highgate.store.sql.settings;

import io.highgate.base.problem.Place;
import io.highgate.base.problem.Problems;
import io.highgate.base.problem.Suggestion;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What may follow the {@code ?}: options of the driver that are known to do no harm, under the names of
 * pgjdbc or of libpq. Those that load classes are not among them. Confined to one thread.
 */
final class PostgresOptions {

    /** Name as written, in any case of the letters, to the driver's. */
    private static final Map<String, String> KNOWN = Map.ofEntries(
            Map.entry("applicationname", "ApplicationName"),
            Map.entry("application_name", "ApplicationName"),
            Map.entry("channelbinding", "channelBinding"),
            Map.entry("channel_binding", "channelBinding"),
            Map.entry("currentschema", "currentSchema"),
            Map.entry("gssencmode", "gssEncMode"),
            Map.entry("options", "options"),
            Map.entry("preparethreshold", "prepareThreshold"),
            Map.entry("requireauth", "requireAuth"),
            Map.entry("require_auth", "requireAuth"),
            Map.entry("ssl", "ssl"),
            Map.entry("sslcert", "sslcert"),
            Map.entry("sslkey", "sslkey"),
            Map.entry("sslmode", "sslmode"),
            Map.entry("sslnegotiation", "sslNegotiation"),
            Map.entry("sslpassword", "sslpassword"),
            Map.entry("sslrootcert", "sslrootcert"),
            Map.entry("targetservertype", "targetServerType"),
            Map.entry("target_session_attrs", "targetServerType"),
            Map.entry("tcpkeepalive", "tcpKeepAlive"));

    private static final Set<String> OURS = Set.of(
            "connecttimeout",
            "connect_timeout",
            "logintimeout",
            "sockettimeout",
            "querytimeout",
            "hostrecheckseconds",
            "keepalives");
    private static final Map<String, String> TARGETS =
            Map.of("primary", "primary", "master", "primary", "read-write", "primary", "any", "any");
    private static final Set<String> NUMBERS = Set.of("prepareThreshold");
    private static final Map<String, Set<String>> CHOICES = Map.of(
            "ssl", Set.of("true", "false"),
            "tcpKeepAlive", Set.of("true", "false"),
            "sslNegotiation", Set.of("postgres", "direct"),
            "channelBinding", Set.of("disable", "prefer", "require"),
            "gssEncMode", Set.of("disable", "allow", "prefer", "require"));

    private final Place place;
    private final Problems problems;

    PostgresOptions(Place place, Problems problems) {
        this.place = place;
        this.problems = problems;
    }

    /** The options as the driver wants them, with TLS made safe. */
    Map<String, String> read(Map<String, String> written) {
        Map<String, String> options = new LinkedHashMap<>();
        written.forEach((name, value) -> one(name, value, options));
        new PostgresTls(place, problems).settle(options);
        return options;
    }

    private void one(String written, String value, Map<String, String> options) {
        String lower = written.toLowerCase(Locale.ROOT);
        String name = KNOWN.get(lower);
        if (OURS.contains(lower)) {
            problems.warning(place, "the option " + written + " is not used: times are settings of the store");
        } else if (name == null) {
            problems.error(
                    place,
                    "the option " + written + " is not known" + Suggestion.didYouMean(written, names()) + "; known are "
                            + String.join(", ", names()));
        } else if (options.containsKey(name)) {
            problems.error(place, "the option " + name + " is given twice");
        } else {
            options.put(name, checked(name, value));
        }
    }

    private String checked(String name, String value) {
        if (NUMBERS.contains(name) && !value.matches("[0-9]{1,6}")) {
            problems.error(place, "the option " + name + " is a number from 0 to 999999");
        } else if (!CHOICES.getOrDefault(name, Set.of(value)).contains(value)) {
            String choices = String.join(", ", new TreeSet<>(CHOICES.getOrDefault(name, Set.of())));
            problems.error(place, "the option " + name + " is one of " + choices);
        } else if (name.equals("targetServerType")) {
            String target = TARGETS.get(value);
            if (target != null) {
                return target;
            }
            problems.error(place, "the option " + name + " is primary or any: who is asked must take changes");
        }
        return value;
    }

    private static Set<String> names() {
        return new TreeSet<>(KNOWN.values());
    }
}
