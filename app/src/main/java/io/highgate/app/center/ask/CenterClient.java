package io.highgate.app.center.ask;

import java.io.OutputStream;
import java.time.InstantSource;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** What can be asked of a center, and had done there. Thread-safe; blocks. */
public final class CenterClient implements AutoCloseable {

    private static final String KEYS = "/api/center/keys";

    private final Calls calls;

    private CenterClient(Calls calls) {
        this.calls = calls;
    }

    /** Asks nothing yet; {@code tls} is null for the Java platform's. */
    public static CenterClient open(
            CenterAddress center, Credentials credentials, @Nullable SSLContext tls, InstantSource clock) {
        return new CenterClient(Calls.open(center, credentials, tls, clock));
    }

    /** All cells, by name. */
    public Listing cells() throws NotDone, InterruptedException {
        return new Pages(calls, "/api/center/cells", Query.NONE, "after").read(Pages.MOST);
    }

    /** All instances by cell and id, of one cell and in one state if these are not null. */
    public Listing instances(@Nullable String cell, @Nullable String state) throws NotDone, InterruptedException {
        Query query = Query.NONE.with("cell", cell).with("state", state);
        return new Pages(calls, "/api/center/instances", query, "after").read(Pages.MOST);
    }

    /** Has an instance get nothing new, or its share again; the instance. */
    public Map<String, @Nullable Object> drain(InstanceKey key, boolean drain) throws NotDone, InterruptedException {
        String path = "/api/center/cells/" + Calls.encoded(key.cell()) + "/instances/" + Calls.encoded(key.id());
        return calls.post(path + (drain ? "/drain" : "/restore"), null);
    }

    /** All service keys, without their secrets. */
    public Listing keys() throws NotDone, InterruptedException {
        return new Pages(calls, KEYS, Query.NONE, "after").read(Pages.MOST);
    }

    /** Makes a service key; with its secret. */
    public Map<String, @Nullable Object> createKey(Map<String, Object> wanted) throws NotDone, InterruptedException {
        return calls.post(KEYS, wanted);
    }

    /** Has something done with a key, as "rotate"; the key. */
    public Map<String, @Nullable Object> changeKey(String safeKey, String deed) throws NotDone, InterruptedException {
        return calls.post(KEYS + "/" + Calls.encoded(safeKey) + "/" + deed, null);
    }

    /** Entries of the audit log, the youngest first, so many at most. */
    public Listing audit(AuditSpan span, int most) throws NotDone, InterruptedException {
        return new Pages(calls, "/api/center/audit", span.query(), "before").read(most);
    }

    /**
     * Copies all entries of the span, one a line.
     *
     * @throws java.io.UncheckedIOException if they cannot be written there
     */
    public void exportAudit(AuditSpan span, OutputStream to) throws NotDone, InterruptedException {
        calls.copy(span.query().on("/api/center/audit/export"), to);
    }

    @Override
    public void close() {
        calls.close();
    }
}
