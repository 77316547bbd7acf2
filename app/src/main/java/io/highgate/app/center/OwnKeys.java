package io.highgate.app.center;

import io.highgate.base.unit.Secret;
import io.highgate.center.access.KeyDesk;
import io.highgate.store.key.KeyKind;
import io.highgate.store.key.ServiceKey;
import io.highgate.wire.json.Fields;
import io.highgate.wire.json.Json;
import io.highgate.wire.json.JsonException;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The secrets that a center makes for itself at its first start and keeps in the state folder: so there is no
 * default password, and nobody has to think of one. Blocks; confined to the thread that starts the center.
 */
final class OwnKeys {

    private static final int MASTER_OCTETS = 32;

    private final Path folder;

    OwnKeys(Path stateFolder) {
        this.folder = stateFolder;
    }

    /** What secrets of service keys are derived from: as configured, or as kept. */
    Secret masterKey(@Nullable Secret configured, SecureRandom chance) throws IOException {
        if (configured != null) {
            return configured;
        }
        SecretFile file = new SecretFile(folder.resolve("master.key"));
        String kept = file.read();
        if (kept == null) {
            byte[] octets = new byte[MASTER_OCTETS];
            chance.nextBytes(octets);
            kept = Base64.getEncoder().encodeToString(octets);
            file.write(kept);
        }
        return new Secret(kept);
    }

    /** Where the key of an operator of this machine is. */
    Path operatorFile() {
        return folder.resolve("operator.key");
    }

    /** A service key that is kept in a file of this name, and still counts; a new one, if there is none. */
    KeyDesk.Given key(String name, KeyDesk.Wanted wanted, KeyDesk desk) throws IOException {
        SecretFile file = new SecretFile(folder.resolve(name));
        String safeKey = safeKey(file.read());
        ServiceKey kept = safeKey == null ? null : desk.find(safeKey);
        KeyDesk.Given given = kept != null && kept.enabled() && kept.kind() == wanted.kind()
                ? desk.given(kept)
                : desk.give(wanted, new KeyDesk.By("first start", "start"));
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("safeKey", given.key().safeKey());
        json.put("safeSecret", given.secret().reveal());
        file.write(Json.write(json));
        return given;
    }

    /** The key of whoever has this machine. */
    KeyDesk.Given operator(String center, KeyDesk desk) throws IOException {
        return key("operator.key", new KeyDesk.Wanted(KeyKind.OPERATOR, "owner of " + center, "admin", null), desk);
    }

    private static @Nullable String safeKey(@Nullable String text) {
        try {
            return text == null ? null : Fields.read(text).textOr("safeKey", null);
        } catch (JsonException broken) {
            return null;
        }
    }
}
