package io.highgate.drills.takeover;

import io.highgate.drills.process.GatewaySetup;
import io.highgate.drills.process.RunningGateway;
import io.highgate.testkit.Wire;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Gateways of one setup that take over from each other, turn by turn; all are ended when this is
 * closed. Confined to the drill's thread.
 */
final class Turns implements AutoCloseable {

    private final GatewaySetup setup;
    private final Deque<RunningGateway> all = new ArrayDeque<>();

    private Turns(GatewaySetup setup) {
        this.setup = setup;
    }

    /** Starts the first one, and waits until another could take over. */
    static Turns begin(GatewaySetup setup, String yaml) {
        Turns turns = new Turns(setup);
        setup.write(yaml);
        try {
            return turns.add(setup.launch());
        } catch (AssertionError late) {
            turns.close();
            throw late;
        }
    }

    /** Nobody runs yet. */
    static Turns none(GatewaySetup setup) {
        return new Turns(setup);
    }

    private Turns add(RunningGateway gateway) {
        all.push(gateway);
        gateway.awaitLog("can be taken over");
        return this;
    }

    /** The one that serves. */
    RunningGateway serving() {
        return all.getFirst();
    }

    /** Starts the next one, and waits for nothing. */
    RunningGateway launch(String... more) {
        String[] arguments = new String[more.length + 1];
        arguments[0] = "--take-over";
        System.arraycopy(more, 0, arguments, 1, more.length);
        RunningGateway next = setup.loggingTo("gateway-" + all.size() + ".log")
                .withArguments(arguments)
                .launch();
        // Behind those that serve: it is ended with the others, but does not serve yet.
        all.addLast(next);
        return next;
    }

    /** The next one takes over; waits until another could, and gives the one before, which drains. */
    RunningGateway next() {
        RunningGateway before = serving();
        RunningGateway next = launch();
        all.remove(next);
        add(next);
        return before;
    }

    /** As {@link #next}, and waits until the one before has ended in order. */
    void nextAndLast(Duration drain) {
        RunningGateway before = next();
        int exit = before.process().awaitExit(drain);
        if (exit != 0) {
            throw new AssertionError("exit code " + exit + "; it said:\n" + before.log());
        }
        before.close();
    }

    /** Nothing has happened to the one that serves, nor to a connection that was open before. */
    void assertServesAsBefore(Wire open) {
        assertThat(serving().get("/name").body()).isEqualTo("origin");
        String answer = open.send("GET /name HTTP/1.1\r\nHost: drill\r\n\r\n").readAnswer();
        assertThat(answer).startsWith("HTTP/1.1 200").doesNotContainIgnoringCase("connection: close");
        assertThat(serving().manage("/readyz").statusCode()).isEqualTo(200);
    }

    @Override
    public void close() {
        all.forEach(RunningGateway::close);
    }
}
