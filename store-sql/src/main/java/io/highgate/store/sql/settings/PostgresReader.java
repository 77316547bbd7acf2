package io.highgate.store.sql.settings;

import io.highgate.base.problem.Place;
import io.highgate.base.problem.Problems;
import io.highgate.base.unit.HostPort;
import io.highgate.base.unit.Secret;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code user:password@h1:5432,h2:5432/db?...}. Hosts are named by their number in messages:
 * whoever forgets a character of the address may have put the password in their place. Confined to
 * one thread.
 */
final class PostgresReader {

    private static final int USUAL_PORT = 5432;
    private static final int MOST_HOSTS = 16;

    private final Place place;
    private final Problems problems;

    PostgresReader(Place place, Problems problems) {
        this.place = place;
        this.problems = problems;
    }

    @Nullable
    PostgresAddress read(String text) {
        int before = problems.errorCount();
        int end = endOfAuthority(text);
        if (text.indexOf('@', end) >= 0 || text.indexOf('#') >= 0) {
            wrong("in a user, a password or a name write '/' as %2F, '?' as %3F, '#' as %23, and after the"
                    + " hosts '@' as %40");
            return null;
        }
        int query = text.indexOf('?', end);
        Map<String, String> options = query < 0 ? new LinkedHashMap<>() : parameters(text.substring(query + 1));
        int at = text.substring(0, end).lastIndexOf('@');
        login(at < 0 ? "" : text.substring(0, at), options);
        List<HostPort> hosts = hosts(text.substring(at + 1, end));
        String database = database(text.substring(end, query < 0 ? text.length() : query));
        String user = options.remove("user");
        if (user == null || user.isEmpty()) {
            wrong("the user is missing; write postgresql://user:password@host:5432/database");
        }
        String password = options.remove("password");
        Map<String, String> known = new PostgresOptions(place, problems).read(options);
        return user == null || problems.errorCount() > before
                ? null
                : new PostgresAddress(hosts, database, user, new Secret(password == null ? "" : password), known);
    }

    private static int endOfAuthority(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '/' || text.charAt(i) == '?') {
                return i;
            }
        }
        return text.length();
    }

    private void login(String text, Map<String, String> options) {
        int colon = text.indexOf(':');
        say("user", colon < 0 ? text : text.substring(0, colon), options);
        say("password", colon < 0 ? "" : text.substring(colon + 1), options);
    }

    private void say(String what, String encoded, Map<String, String> options) {
        if (!encoded.isEmpty() && options.put(what, decoded(what, encoded)) != null) {
            wrong("the " + what + " is given twice, before the hosts and after the '?'");
        }
    }

    private List<HostPort> hosts(String text) {
        String[] parts = text.split(",", -1);
        List<HostPort> hosts = new ArrayList<>();
        if (parts.length > MOST_HOSTS) {
            wrong("there are " + parts.length + " hosts; up to " + MOST_HOSTS + " can be tried");
            return hosts;
        }
        for (int i = 0; i < parts.length; i++) {
            HostPort host = host(parts[i], "host " + (i + 1) + " of " + parts.length);
            if (host != null && hosts.contains(host)) {
                wrong("host " + (i + 1) + " is the same as host " + (hosts.indexOf(host) + 1));
            } else if (host != null) {
                hosts.add(host);
            }
        }
        return hosts;
    }

    private @Nullable HostPort host(String text, String which) {
        HostPort host = null;
        try {
            host = text.isEmpty() ? null : HostPort.parse(text, USUAL_PORT);
        } catch (IllegalArgumentException notQuoted) {
            // Its message repeats the text, which may be a password.
        }
        if (host == null || host.port() == 0 || !host.host().matches("[A-Za-z0-9._:%-]+")) {
            wrong(which + " is not a host, or a host and a port from 1 to 65535, as in db1:5432 or [::1]:5432");
            return null;
        }
        return host;
    }

    private String database(String path) {
        String name = path.length() < 2 ? "" : decoded("name of the database", path.substring(1));
        if (name.isEmpty()) {
            wrong("the name of the database is missing; write it after the hosts, as in .../highgate");
        } else if (name.indexOf('/') >= 0) {
            wrong("the name of the database holds a '/'; only one name follows the hosts");
        }
        return name;
    }

    private Map<String, String> parameters(String query) {
        Map<String, String> found = new LinkedHashMap<>();
        for (String part : query.split("&", -1)) {
            int equal = part.indexOf('=');
            if (part.isEmpty()) {
                continue;
            }
            String name = equal < 0 ? part : part.substring(0, equal);
            if (equal < 1 || !name.matches("[A-Za-z_]{1,40}")) {
                wrong("after the '?' come options as name=value, with '&' between them");
            } else if (found.put(name, decoded("option " + name, part.substring(equal + 1))) != null) {
                wrong("the option " + name + " is given twice");
            }
        }
        return found;
    }

    private String decoded(String what, String text) {
        try {
            String plain = URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
            if (plain.indexOf('\0') >= 0) {
                wrong("the " + what + " holds %00, which PostgreSQL does not know");
            }
            return plain;
        } catch (IllegalArgumentException notQuoted) {
            wrong("the " + what + " holds a '%' without two hexadecimal digits after it; write a '%' as %25");
            return "?";
        }
    }

    private void wrong(String message) {
        problems.error(place, message);
    }
}
