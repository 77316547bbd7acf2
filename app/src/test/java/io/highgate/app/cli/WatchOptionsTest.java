package io.highgate.app.cli;

import io.highgate.app.center.show.Screen;
import io.highgate.app.center.show.Watching;
import io.highgate.app.cli.ScriptedCenter.Scripted;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code --watch} of {@code highgate cells} and {@code instances}: time passes when the test says so. */
@Timeout(60)
class WatchOptionsTest {

    private static final String NOW = "2026-01-31T12:00:00Z  ";

    @TempDir
    Path folder;

    private final Deque<Runnable> between = new ArrayDeque<>();
    private final List<Duration> pauses = new ArrayList<>();
    private ScriptedCenter center;

    @BeforeEach
    void start() throws IOException {
        center = ScriptedCenter.start();
        center.instance("orders", "o1", "up");
        center.instance("orders", "o2", "up");
    }

    @AfterEach
    void stop() {
        center.close();
    }

    private Run watch(Screen screen, String... arguments) {
        CenterShell shell = new CenterShell(
                center.environment(), folder, screen, () -> Instant.parse("2026-01-31T12:00:00Z"), this::rest);
        CommandLine command = new CommandLine(
                arguments[0].equals("cells") ? new CellsCommand(shell.place()) : new InstancesCommand(shell.place()));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        int code =
                command.execute(List.of(arguments).subList(1, arguments.length).toArray(String[]::new));
        return new Run(code, out.toString(), err.toString());
    }

    private Watching.Rest rest(Duration pause) {
        return () -> {
            pauses.add(pause);
            Runnable happens = between.poll();
            if (happens != null) {
                happens.run();
            }
            return happens != null;
        };
    }

    @Test
    void aProgramGetsALineForEachChange() {
        between.add(() -> center.instances.getFirst().put("state", "down"));
        between.add(() -> {});
        between.add(() -> center.instances.removeLast());
        between.add(() -> center.instance("orders", "o3", "up"));
        Run run = watch(Screen.NONE, "instances", "--watch", "orders");

        assertThat(run.code()).isZero();
        assertThat(run.out().lines())
                .containsExactly(
                        NOW + "is       orders/o1  up, 10.0.0.7:9001, weight 1",
                        NOW + "is       orders/o2  up, 10.0.0.7:9001, weight 1",
                        NOW + "changed  orders/o1  up, 10.0.0.7:9001, weight 1 -> down, 10.0.0.7:9001, weight 1",
                        NOW + "gone     orders/o2  was up, 10.0.0.7:9001, weight 1",
                        NOW + "new      orders/o3  up, 10.0.0.7:9001, weight 1");
        assertThat(pauses).hasSize(5).containsOnly(Duration.ofSeconds(2));
    }

    @Test
    void aCenterThatIsAwayForAWhileIsSaidOnce() {
        for (int i = 0; i < 2; i++) {
            between.add(() -> center.next.add(Scripted.error(503, "STORE_AWAY", "no store", Map.of())));
        }
        between.add(() -> {});
        Run run = watch(Screen.NONE, "cells", "--watch=30");

        assertThat(run.code()).isZero();
        assertThat(run.out().lines())
                .containsExactly(
                        NOW + "is       orders  2 up, 0 down, 0 draining",
                        NOW + "away     no store (STORE_AWAY, request r-1); try again later",
                        NOW + "back     the center answers again");
        assertThat(pauses).containsOnly(Duration.ofSeconds(30));
    }

    @Test
    void asJsonEachStateIsOneLineAndTroubleIsAside() {
        between.add(() -> {});
        between.add(() -> center.next.add(Scripted.error(503, "STORE_AWAY", "no store", Map.of())));
        between.add(() -> center.instances.removeLast());
        Run run = watch(Screen.NONE, "cells", "--watch", "--json");

        assertThat(run.out().lines())
                .containsExactly(
                        "{\"items\":[{\"cell\":\"orders\",\"instances\":2,\"up\":2,\"down\":0,\"draining\":0}],\"total\":1}",
                        "{\"items\":[{\"cell\":\"orders\",\"instances\":1,\"up\":1,\"down\":0,\"draining\":0}],\"total\":1}");
        assertThat(run.err()).startsWith("away: no store");
    }

    @Test
    void aTerminalIsRedrawnAndHoldsNoMoreThanItHasRoomFor() {
        between.add(() -> center.instance("orders", "o3", "up"));
        between.add(() -> center.instances.clear());
        Run run = watch(new Screen(true, () -> new Screen.Size(5, 40)), "instances", "--watch");

        List<String> frames = List.of(run.out().split("\u001b\\[H"));
        assertThat(frames).hasSize(4);
        assertThat(frames.get(1)).contains("Ctrl-C", "orders/o1", "orders/o2").endsWith("\u001b[J");
        assertThat(frames.get(2)).contains("orders/o1", "... and 2 more").doesNotContain("orders/o2");
        assertThat(frames.get(3)).contains("KEY").doesNotContain("orders/o1");
        assertThat(run.out().replaceAll("\u001b\\[[KHJ]", "").lines()).allMatch(it -> it.length() <= 60);
    }

    @Test
    void whoeverMayNotLookIsNotKeptWaiting() {
        center.next.add(Scripted.error(403, "FORBIDDEN", "not you", Map.of()));
        Run run = watch(Screen.NONE, "cells", "--watch");

        assertThat(run.code()).isEqualTo(1);
        assertThat(pauses).isEmpty();
    }

    @Test
    void aCellThatIsNotThereYetIsWaitedFor() {
        between.add(() -> center.instance("crm", "c1", "up"));

        assertThat(watch(Screen.NONE, "instances", "crm", "--watch").out())
                .contains("new      crm/c1")
                .hasLineCount(1);
    }
}
