package io.highgate.app.center.ask;

import io.highgate.app.center.ask.NotDone.Why;
import io.highgate.base.unit.Secret;
import io.highgate.wire.json.Fields;
import io.highgate.wire.json.JsonException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds as whom a center is asked: what was named, else what the environment names, else the key that a
 * center on this machine left for its owner. Immutable; reads files.
 *
 * @param stateFolders where a center may have left {@code operator.key}; the first that has one counts
 */
public record Keyring(Map<String, String> environment, List<Path> stateFolders) {

    private static final String OWNER = "operator.key";

    /** No token is as long. */
    private static final int MOST_OCTETS = 16_384;

    /**
     * Finds them.
     *
     * @param key a service key's name that was named, or null
     * @param tokenFile a file with a token that was named, or null
     */
    public Credentials find(@Nullable String key, @Nullable Path tokenFile, CenterAddress center) throws NotDone {
        if (key != null && tokenFile != null) {
            throw new NotDone(Why.USAGE, "--key and --token-file both say who asks: leave one out");
        }
        if (key != null) {
            return key("--key", key);
        }
        if (tokenFile != null) {
            return token(tokenFile.toString(), read(tokenFile));
        }
        return inherited(center);
    }

    private Credentials inherited(CenterAddress center) throws NotDone {
        String key = variable("HIGHGATE_KEY");
        String token = variable("HIGHGATE_TOKEN");
        if (!key.isEmpty() && !token.isEmpty()) {
            throw new NotDone(Why.USAGE, "HIGHGATE_KEY and HIGHGATE_TOKEN both say who asks: unset one");
        }
        if (!key.isEmpty()) {
            return key("HIGHGATE_KEY", key);
        }
        if (!token.isEmpty()) {
            return token("HIGHGATE_TOKEN", token);
        }
        return center.isLoopback() ? owner() : new Credentials.None();
    }

    private Credentials owner() throws NotDone {
        for (Path folder : stateFolders) {
            Path file = folder.resolve(OWNER);
            if (Files.exists(file)) {
                return owner(file);
            }
        }
        return new Credentials.None();
    }

    private Credentials key(String from, String safeKey) throws NotDone {
        String secret = variable("HIGHGATE_SECRET");
        if (secret.isEmpty()) {
            String what = from + " names a key, and HIGHGATE_SECRET is not set";
            throw new NotDone(Why.USAGE, what, List.of("Set it to the safeSecret that was shown with that key."));
        }
        if (safeKey.isBlank()) {
            throw new NotDone(Why.USAGE, from + " is empty: it is the safeKey of a service key");
        }
        return new Credentials.Key(safeKey, new Secret(secret));
    }

    private static Credentials token(String from, String text) throws NotDone {
        String token = text.strip();
        // What an Authorization field can hold (RFC 6750, section 2.1).
        if (!token.matches("[A-Za-z0-9._~+/=-]+")) {
            throw new NotDone(Why.USAGE, from + ": is not a token: it is one word of A-Z, a-z, 0-9 and . _ ~ + / = -");
        }
        return new Credentials.Token(new Secret(token));
    }

    private static Credentials owner(Path file) throws NotDone {
        try {
            Fields fields = Fields.read(read(file));
            String safeKey = fields.text("safeKey");
            Secret safeSecret = new Secret(fields.text("safeSecret"));
            if (fields.problems().isEmpty()) {
                return new Credentials.Key(safeKey, safeSecret);
            }
            throw unusable(file, String.join("; ", fields.problems()));
        } catch (JsonException e) {
            throw unusable(file, String.valueOf(e.getMessage()));
        }
    }

    private static NotDone unusable(Path file, String why) {
        String form = "{\"safeKey\":\"...\",\"safeSecret\":\"...\"}";
        return new NotDone(
                Why.USAGE,
                file + ": " + why,
                List.of("A center writes it as " + form + "; or name a key with --key and HIGHGATE_SECRET."));
    }

    private static String read(Path file) throws NotDone {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] octets = in.readNBytes(MOST_OCTETS + 1);
            if (octets.length > MOST_OCTETS) {
                throw new NotDone(
                        Why.USAGE, file + ": is longer than " + MOST_OCTETS + " octets, so not what it should be");
            }
            return new String(octets, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new NotDone(Why.USAGE, file + ": cannot be read: " + reason(e));
        }
    }

    private static String reason(IOException e) {
        return switch (e) {
            case java.nio.file.NoSuchFileException _ -> "there is no such file";
            case java.nio.file.AccessDeniedException _ -> "you may not read it";
            default -> e.toString();
        };
    }

    private String variable(String name) {
        return environment.getOrDefault(name, "").strip();
    }
}
