package io.highgate.store.sql;

import io.highgate.store.StoreAwayException;
import io.highgate.store.Written;
import io.highgate.store.sql.settings.EmbeddedAddress;
import io.highgate.store.sql.settings.PoolSettings;
import io.highgate.store.sql.settings.SqlSettings;
import io.highgate.store.user.User;
import io.highgate.testkit.Await;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class EmbeddedTest {

    private static User user(String name) {
        return new User(name, "hash", "client", List.of(), true, Instant.EPOCH, 0);
    }

    @Test
    void whatWasCommittedIsInTheFileAtOnce(@TempDir Path folder) throws IOException {
        Path copy = folder.resolve("copy");
        try (Database database = Here.h2(folder.resolve("state"))) {
            assertThat(new SqlUsers(database).add(user("joe"))).isEqualTo(Written.DONE);
            // As the disk would be found after the process was killed here.
            Files.copy(
                    EmbeddedAddress.in(folder.resolve("state")).stored(),
                    EmbeddedAddress.in(Files.createDirectory(copy)).stored());
        }
        try (Database database = Here.h2(copy)) {
            assertThat(new SqlUsers(database).find("joe")).isEqualTo(user("joe").withVersion(1));
        }
    }

    @Test
    void eightWhoWriteAtOnceAreAllKept(@TempDir Path folder) {
        try (Database database = Here.h2(folder)) {
            database.prepare();
            long begun = System.nanoTime();
            try (Load load = new Load(database)) {
                String balance = load.balanced();
                long millis = (System.nanoTime() - begun) / 1_000_000;
                System.out.println("[embedded] synced to disk one by one, in " + millis + " ms: " + balance);
                assertThat(load.failures()).isZero();
            }
        }
    }

    @Test
    void theFileIsForNobodyElse(@TempDir Path folder) throws IOException {
        Path state = folder.resolve("a/b");
        try (Database database = Here.h2(state)) {
            database.prepare();
            Path file = EmbeddedAddress.in(state).stored();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(state)))
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void aFileThatIsNoDatabaseIsLeftAloneAndSaidSo(@TempDir Path folder) throws IOException {
        Path file = EmbeddedAddress.in(folder).stored();
        Files.writeString(file, "something else ".repeat(1_000));
        SqlSettings settings = SqlSettings.of(EmbeddedAddress.in(folder));
        try (Database database =
                Here.open(settings.withPool(PoolSettings.usual().withConnect(Duration.ofMillis(300))))) {
            assertThatThrownBy(database::prepare)
                    .isInstanceOf(StoreAwayException.class)
                    .hasMessageContaining(file.toString());
            assertThat(database.isReady()).isFalse();
        }
        assertThat(Files.readString(file)).startsWith("something else");
    }

    @Test
    void aFileThatAnotherProcessHasOpenIsWaitedFor(@TempDir Path folder) throws IOException {
        Path file = Files.createFile(EmbeddedAddress.in(folder).stored());
        try (Database database = Here.open(SqlSettings.of(EmbeddedAddress.in(folder))
                .withPool(PoolSettings.usual().withConnect(Duration.ofMillis(300))))) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                assertThat(lock.isValid()).isTrue();
                assertThatThrownBy(database::prepare)
                        .isInstanceOf(StoreAwayException.class)
                        .hasMessageContaining("already in use");
            }
            Await.until("it is opened", Duration.ofSeconds(10), () -> {
                database.prepare();
                return database.isReady();
            });
        }
    }

    @Test
    void moreThanFiveWhoWaitAreACrowd(@TempDir Path folder) {
        SqlSettings settings = SqlSettings.of(EmbeddedAddress.in(folder))
                .withPool(PoolSettings.usual().withConnections(1, 2));
        CountDownLatch free = new CountDownLatch(1);
        try (Database database = Here.open(settings)) {
            database.prepare();
            for (int i = 0; i < 8; i++) {
                Thread.ofVirtual().start(() -> database.read(handle -> waitFor(free)));
            }
            Await.until("six calls wait", () -> database.figures().pool().waiting() == 6);
            assertThat(database.figures().pool().active()).isEqualTo(2);
            assertThat(database.figures().pool().crowded()).isTrue();
            free.countDown();
            Await.until(
                    "all are done",
                    () -> database.figures().pool().taken() == 2 + 8 // two of prepare
                            && database.figures().pool().active() == 0);
            assertThat(database.figures().pool().crowded()).isFalse();
            assertThat(database.figures().pool().waited()).isPositive();
        }
    }

    private static boolean waitFor(CountDownLatch latch) {
        try {
            latch.await();
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    @Test
    void whoFindsNoConnectionInTimeIsToldSo(@TempDir Path folder) {
        SqlSettings settings = SqlSettings.of(EmbeddedAddress.in(folder))
                .withPool(PoolSettings.usual().withConnections(1, 1).withConnect(Duration.ofMillis(300)));
        try (Database database = Here.open(settings)) {
            database.prepare();
            database.read(handle -> {
                assertThatThrownBy(database::prepare)
                        .isInstanceOf(StoreAwayException.class)
                        .matches(it -> ((StoreAwayException) it).isUndone());
                return true;
            });
            assertThat(database.figures().pool().timeouts()).isEqualTo(1);
            database.prepare();
        }
    }
}
