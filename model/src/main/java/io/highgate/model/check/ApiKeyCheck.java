package io.highgate.model.check;

import io.highgate.model.spec.ApiKeySpec;
import io.highgate.model.spec.ApiKeySpec.KeySpec;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Checks keys of applications. Pure; never repeats what may be a key. */
final class ApiKeyCheck {

    private static final Pattern HASH = Pattern.compile("sha256:[0-9a-fA-F]{64}");
    private static final Pattern PARAMETER = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final int MOST = 10_000;

    private ApiKeyCheck() {}

    static void check(ApiKeySpec spec, String at, Report report) {
        if (!HttpWords.isToken(spec.header()) || HttpWords.belongsToConnection(spec.header())) {
            report.error(at + ".header", "'" + spec.header() + "' is no header field that can hold a key");
        }
        String query = spec.query();
        if (query != null && !PARAMETER.matcher(query).matches()) {
            report.error(at + ".query", "'" + query + "' is no name of a parameter: write a-z, 0-9 and . _ -");
        }
        if (spec.keys().isEmpty()) {
            report.warning(at + ".keys", "there are no keys: nobody is known by this");
        }
        if (spec.keys().size() > MOST) {
            report.error(at + ".keys", spec.keys().size() + " keys are more than " + MOST);
        }
        Map<String, String> seen = new HashMap<>();
        spec.keys().forEach((name, key) -> key(name, key, at + ".keys." + name, seen, report));
    }

    private static void key(String name, KeySpec key, String at, Map<String, String> seen, Report report) {
        if (!Names.isPrintable(name)) {
            report.error(at, "the name of an application is printable and not too long");
        }
        if (!HASH.matcher(key.hash()).matches()) {
            report.error(
                    at + ".hash",
                    "is not sha256: and 64 hexadecimal digits; 'highgate key new' makes a key and prints its hash");
        } else {
            String other = seen.putIfAbsent(key.hash().toLowerCase(Locale.ROOT), name);
            if (other != null) {
                report.error(at + ".hash", "is the hash of '" + other + "' too: one key has one owner");
            }
        }
        expires(key, at + ".expires", report);
    }

    private static void expires(KeySpec key, String at, Report report) {
        String expires = key.expires();
        if (expires == null) {
            return;
        }
        try {
            Instant.parse(expires);
        } catch (DateTimeParseException e) {
            report.error(at, "'" + expires + "' is no moment; write it as 2027-01-31T00:00:00Z");
        }
    }
}
