package io.highgate.model.check;

import io.highgate.base.unit.DataSize;
import io.highgate.base.unit.Secret;
import io.highgate.model.spec.SignatureSpec;
import io.highgate.model.spec.SigningSpec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

/** Checks signatures: secrets, times and bounds. Pure; never repeats a secret. */
final class SigningCheck {

    private static final String BASE64 = "base64:";
    private static final int LEAST = 16;
    private static final int MOST_KEYS = 8;
    private static final long MOST_BODY = 16L * 1024 * 1024;

    private SigningCheck() {}

    static void check(SignatureSpec spec, String at, Report report) {
        if (spec.keys().isEmpty()) {
            report.error(at + ".keys", "there are no keys: no signature could be right");
        }
        if (spec.keys().size() > MOST_KEYS) {
            report.error(at + ".keys", "each signature is tried with all keys: at most " + MOST_KEYS);
        }
        spec.keys().forEach((name, key) -> secret(key.secret(), at + ".keys." + name + ".secret", report));
        Duration window = spec.window();
        if (window.compareTo(Duration.ofSeconds(1)) < 0 || window.compareTo(Duration.ofHours(1)) > 0) {
            report.error(at + ".window", "lies between 1s and 1h: signatures are remembered for so long");
        }
        body(spec.body(), at + ".body", report);
    }

    static void check(SigningSpec spec, String at, Report report) {
        secret(spec.secret(), at + ".secret", report);
        body(spec.body(), at + ".body", report);
    }

    private static void body(DataSize body, String at, Report report) {
        if (body.bytes() > MOST_BODY) {
            report.error(at, "is held in memory: at most 16MiB");
        }
    }

    private static void secret(Secret secret, String at, Report report) {
        String text = secret.reveal();
        int length = text.getBytes(StandardCharsets.UTF_8).length;
        if (text.startsWith(BASE64)) {
            try {
                length = Base64.getDecoder().decode(text.substring(BASE64.length())).length;
            } catch (IllegalArgumentException e) {
                report.error(at, "is not base64 behind 'base64:'");
                return;
            }
        }
        if (length < LEAST) {
            report.error(at, "has " + length + " octets; a secret has at least " + LEAST);
        }
    }
}
