package io.highgate.store.contract;

import io.highgate.store.audit.AuditEntry;
import io.highgate.store.audit.AuditLog;
import io.highgate.store.audit.AuditQuery;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What every audit log promises. */
public abstract class AuditContract {

    private static final Instant THEN = Instant.parse("2026-01-02T03:04:05.678Z");

    private final String tenant = "tenant-" + COUNTER.incrementAndGet();

    private static final AtomicInteger COUNTER = new AtomicInteger();

    protected abstract AuditLog log();

    private AuditEntry kept(int second, @Nullable String cell) {
        return kept(log(), second, cell);
    }

    private AuditEntry kept(AuditLog log, int second, @Nullable String cell) {
        AuditEntry entry = new AuditEntry(
                0,
                THEN.plusSeconds(second),
                "admin",
                "user.disable",
                "joe",
                "{}",
                null,
                tenant,
                cell,
                "request-" + second);
        AuditEntry kept = log.append(entry);
        assertThat(kept).isEqualTo(entry.kept(kept.id()));
        return kept;
    }

    private List<AuditEntry> find(
            @Nullable Instant since, @Nullable Instant to, @Nullable String cell, @Nullable Long before) {
        return log().find(new AuditQuery(since, to, tenant, cell, null, before, 10));
    }

    @Test
    void theYoungestComesFirst() {
        AuditEntry first = kept(1, "crm");
        AuditEntry second = kept(2, null);
        assertThat(second.id()).isGreaterThan(first.id());
        assertThat(find(null, null, null, null)).containsExactly(second, first);
        assertThat(find(null, null, null, second.id())).containsExactly(first);
    }

    @Test
    void isFoundByTimeCellAndRequest() {
        AuditEntry first = kept(1, "crm");
        AuditEntry second = kept(2, "erp");
        assertThat(find(THEN.plusSeconds(2), null, null, null)).containsExactly(second);
        assertThat(find(null, THEN.plusSeconds(2), null, null)).containsExactly(first);
        assertThat(find(null, null, "crm", null)).containsExactly(first);
        assertThat(log().find(new AuditQuery(null, null, tenant, null, "request-2", null, 10)))
                .containsExactly(second);
        assertThat(log().find(new AuditQuery(null, null, tenant, null, null, null, 1)))
                .containsExactly(second);
    }

    @Test
    void ofManyAtOnceEachIsKept() throws InterruptedException {
        AuditLog log = log();
        Queue<AuditEntry> kept = new ConcurrentLinkedQueue<>();
        List<Thread> writers = IntStream.range(0, 100)
                .mapToObj(i -> Thread.ofVirtual().start(() -> kept.add(kept(log, i, "crm"))))
                .toList();
        for (Thread writer : writers) {
            writer.join();
        }

        List<AuditEntry> found = log.find(new AuditQuery(null, null, tenant, null, null, null, 200));
        assertThat(found).hasSize(100).containsExactlyInAnyOrderElementsOf(kept);
        assertThat(found).extracting(AuditEntry::id).doesNotHaveDuplicates();
    }
}
