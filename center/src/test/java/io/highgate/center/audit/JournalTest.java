package io.highgate.center.audit;

import io.highgate.store.StoreAwayException;
import io.highgate.store.audit.AuditEntry;
import io.highgate.store.audit.AuditLog;
import io.highgate.store.audit.AuditQuery;
import io.highgate.store.memory.MemoryAudit;
import io.highgate.testkit.FakeTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What becomes of entries while the audit log is away. */
class JournalTest {

    private final FakeTime time = new FakeTime();
    private final Log log = new Log();
    private final Journal journal = new Journal(log, () -> Instant.EPOCH, time, 3);

    private static final class Log implements AuditLog {
        private final MemoryAudit kept = new MemoryAudit(100);
        private boolean away;
        private int tries;

        @Override
        public AuditEntry append(AuditEntry entry) {
            tries++;
            if (away) {
                throw new StoreAwayException("away", true, null);
            }
            return kept.append(entry);
        }

        @Override
        public List<AuditEntry> find(AuditQuery query) {
            return kept.find(query);
        }
    }

    private void note(String subject) {
        journal.note(new Deed("ann", "key.rotate", subject, null, null, null, null));
    }

    private List<String> subjects() {
        return log.find(AuditQuery.youngest(100)).stream()
                .map(AuditEntry::subject)
                .toList();
    }

    @Test
    void entriesWaitInOrderUntilTheLogIsBack() {
        log.away = true;
        note("a");
        note("b");
        assertThat(log.tries).isEqualTo(1);
        assertThat(journal.waiting()).isEqualTo(2);

        log.away = false;
        time.pass(Duration.ofSeconds(1));
        note("c");

        assertThat(subjects()).containsExactly("c", "b", "a");
        assertThat(journal.waiting()).isZero();
    }

    @Test
    void whatMayNotWaitIsCounted() {
        log.away = true;
        for (String subject : List.of("a", "b", "c", "d", "e")) {
            note(subject);
        }
        log.away = false;
        time.pass(Duration.ofSeconds(1));

        assertThat(journal.flush()).isTrue();
        assertThat(subjects()).containsExactly("c", "b", "a");
        assertThat(journal.dropped()).isEqualTo(2);
    }

    @Test
    void aQueryIsReadPageByPage() {
        for (int i = 0; i < 7; i++) {
            note("s" + i);
        }
        List<String> read = new ArrayList<>();
        new Pages(log, AuditQuery.youngest(3)).forEachRemaining(it -> read.add(it.subject()));

        assertThat(read).containsExactly("s6", "s5", "s4", "s3", "s2", "s1", "s0");
    }
}
