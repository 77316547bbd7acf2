package io.highgate.center.access;

import io.highgate.base.unit.Secret;
import io.highgate.center.audit.Deed;
import io.highgate.center.audit.Journal;
import io.highgate.store.Written;
import io.highgate.store.key.KeyKind;
import io.highgate.store.key.ServiceKey;
import io.highgate.store.key.ServiceKeyStore;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Gives service keys out and takes them back. Thread-safe; blocks. */
public final class KeyDesk {

    private static final int NAME_OCTETS = 12;

    private final Means means;

    /**
     * What it works with.
     *
     * @param chance for the names of keys
     */
    public record Means(
            ServiceKeyStore store,
            KnownKeys known,
            MasterKey master,
            Journal journal,
            InstantSource clock,
            RandomGenerator chance) {}

    public KeyDesk(Means means) {
        this.means = means;
    }

    /** Who is to get a key. Immutable. */
    public record Wanted(
            KeyKind kind,
            String subject,
            @Nullable String role,
            @Nullable String group) {}

    /** Whom a change is noted for. Immutable. */
    public record By(String who, String requestId) {}

    /** A key with its secret, which is told now and never again. Immutable. */
    public record Given(ServiceKey key, Secret secret) {}

    /** What became of a change: the key as it is, or null with the reason. Immutable. */
    public record Changed(Written written, @Nullable ServiceKey key) {}

    /** A new key. */
    public Given give(Wanted wanted, By by) {
        ServiceKey key;
        do {
            key = new ServiceKey(
                    name(),
                    wanted.kind(),
                    wanted.subject(),
                    wanted.role(),
                    wanted.group(),
                    true,
                    1,
                    means.clock().instant(),
                    1);
        } while (means.store().add(key) == Written.EXISTS);
        noted("key.create", null, key, by);
        return given(key);
    }

    private String name() {
        byte[] octets = new byte[NAME_OCTETS];
        means.chance().nextBytes(octets);
        return "hk-" + HexFormat.of().formatHex(octets);
    }

    public Given given(ServiceKey key) {
        return new Given(key, means.master().secretOf(key));
    }

    public @Nullable ServiceKey find(String safeKey) {
        return means.store().find(safeKey);
    }

    public List<ServiceKey> list(String after, int most) {
        return means.store().list(after, most);
    }

    /** Gives it another secret: the old one counts no more. */
    public Changed rotate(ServiceKey read, By by) {
        return change(read, ServiceKey::rotated, "key.rotate", by);
    }

    /** Has it count, or not. */
    public Changed enable(ServiceKey read, boolean counts, By by) {
        return change(read, it -> it.withEnabled(counts), counts ? "key.enable" : "key.disable", by);
    }

    private Changed change(ServiceKey read, UnaryOperator<ServiceKey> how, String action, By by) {
        ServiceKey next = how.apply(read);
        Written written = means.store().change(next);
        if (written != Written.DONE) {
            return new Changed(written, null);
        }
        ServiceKey kept = next.withVersion(read.version() + 1);
        noted(action, read, kept, by);
        return new Changed(written, kept);
    }

    private void noted(String action, @Nullable ServiceKey before, ServiceKey after, By by) {
        means.known().changed(after.safeKey());
        String cell = after.kind() == KeyKind.PROVIDER ? after.subject() : null;
        means.journal()
                .note(new Deed(
                        by.who(),
                        action,
                        after.safeKey(),
                        before == null ? null : text(before),
                        text(after),
                        cell,
                        by.requestId()));
    }

    private static String text(ServiceKey key) {
        return key.kind() + " " + key.subject() + (key.role() == null ? "" : ", " + key.role())
                + (key.group() == null ? "" : ", group " + key.group())
                + ", generation " + key.generation() + (key.enabled() ? "" : ", disabled");
    }
}
