package io.highgate.app.takeover;

import io.highgate.app.process.Wiring;
import io.highgate.gateway.Gateway;
import io.highgate.gateway.listen.port.LocalSocket;
import io.highgate.model.ocelot.Compat;
import io.highgate.model.read.ReadOptions;
import io.highgate.model.spec.GatewaySpec;
import io.highgate.testkit.Await;
import io.highgate.testkit.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** What a running gateway does with processes that want its ports, or say so. */
@Timeout(60)
class HandOverTest {

    @TempDir
    Path folder;

    private final Gateway gateway = Wiring.gateway(Path.of("target", "state"));
    private Path socket;
    private HandOver handOver;

    @BeforeEach
    void aGatewayThatCanBeTakenOver() throws IOException {
        assumeTrue(gateway.handsOver(), "needs epoll or io_uring");
        gateway.start(spec("here"));
        socket = folder.resolve("run").resolve("meet.sock");
        handOver = new HandOver(socket, gateway.departure());
        handOver.start();
        Await.until("it can be taken over", () -> Files.exists(socket));
    }

    @AfterEach
    void close() {
        handOver.close();
        gateway.close();
    }

    @Test
    void aSuccessorGetsThePortsAndThePredecessorDrains() throws Exception {
        isSucceeded();
    }

    private void isSucceeded() throws IOException {
        Gateway next = Wiring.gateway(Path.of("target", "state"));
        try (TakeOver taking = TakeOver.at(socket)) {
            next.open(spec("next"), taking.ask(spec("next")));
            assertThat(answer()).as("as long as the successor is not ready").endsWith("here");
            taking.begin();
            next.accept();
            taking.finish();
        }
        assertThat(next.port("main")).isEqualTo(gateway.port("main"));
        assertThat(next.managementPort()).isEqualTo(gateway.managementPort());
        assertThat(answer()).endsWith("next");
        assertThat(socket).as("free for the successor's own").doesNotExist();
        next.close();
    }

    @Test
    void whoLeavesBeforeItAcceptsChangesNothing() throws Exception {
        try (TakeOver taking = TakeOver.at(socket)) {
            taking.ask(spec("next")).closeRest();
        }
        assertThat(answer()).endsWith("here");
        try (TakeOver taking = TakeOver.at(socket)) {
            taking.ask(spec("next")).closeRest();
            taking.begin();
        }
        assertThat(answer()).as("paused, then resumed").endsWith("here");
        isSucceeded();
    }

    @Test
    void onlyPortsThatAreWantedAreGiven() throws Exception {
        try (LocalSocket line = LocalSocket.to(socket)) {
            line.say("TAKE 1 4711 127.0.0.1:80 10.0.0.1:0");
            assertThat(line.hear()).isEqualTo("GIVE");
        }
        assertThat(answer()).endsWith("here");
    }

    @Test
    void whoSpeaksAnotherVersionIsTold() throws Exception {
        for (String words : List.of("TAKE 2 4711 127.0.0.1:0", "TAKE 1", "TAKE")) {
            try (LocalSocket line = LocalSocket.to(socket)) {
                line.say(words);
                assertThat(line.hear()).startsWith("NO it speaks version 1");
            }
        }
        assertThat(answer()).endsWith("here");
    }

    @Test
    void nonsenseEndsTheDialogueAndNothingElse() throws Exception {
        for (String words : List.of("", "READY", "ACCEPTING", "GET / HTTP/1.1", "x".repeat(20_000))) {
            try (LocalSocket line = LocalSocket.to(socket)) {
                line.say(words);
                assertThatThrownBy(line::hear).isInstanceOf(IOException.class);
            }
        }
        assertThat(answer()).endsWith("here");
    }

    @Test
    void aWordOutOfTurnEndsTheDialogue() throws Exception {
        try (LocalSocket line = LocalSocket.to(socket)) {
            line.say("TAKE 1 4711");
            assertThat(line.hear()).isEqualTo("GIVE");
            line.say("ACCEPTING");
            assertThatThrownBy(line::hear).isInstanceOf(IOException.class);
        }
        assertThat(answer()).endsWith("here");
    }

    @Test
    void aFolderThatOthersMayWriteToIsNotUsed() throws Exception {
        Path open = Files.createDirectory(folder.resolve("open"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThatThrownBy(() -> HandOver.makeFolder(open.resolve("meet.sock")))
                .hasMessageContaining("others may write")
                .hasMessageContaining(open.toString());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("run"))))
                .as("a folder of its own")
                .isEqualTo("rwx------");
    }

    @Test
    void withoutAnybodyThereATakeOverSaysSo() {
        assertThatThrownBy(() -> TakeOver.at(folder.resolve("nobody"))).hasMessage("there is no such socket");
    }

    private String answer() {
        try (Wire wire = Wire.to(gateway.port("main"))) {
            return wire.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n").readAnswer();
        }
    }

    private static GatewaySpec spec(String body) {
        String yaml = """
                listeners: [{bind: '127.0.0.1:0'}]
                management: {bind: '127.0.0.1:0'}
                routes: [{name: a, respond: {body: %s}}]
                """.formatted(body);
        return Objects.requireNonNull(Wiring.reader()
                .read("test", yaml, new ReadOptions(Compat.OCELOT_25, false), Map.of())
                .spec());
    }
}
