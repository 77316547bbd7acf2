package io.highgate.drills.differential;

import io.highgate.drills.process.GatewaySetup;
import io.highgate.drills.process.RunningGateway;
import io.highgate.testkit.Await;
import io.highgate.testkit.Wire;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Hundreds of odd and hostile requests go through a gateway to an origin that writes each octet
 * down; nginx, Apache, Node and Jetty are then given what was written, and each of them finds the
 * very requests that the gateway has sent: as many, with the same methods, targets and bodies.
 */
class SameRequestsTest {

    private static final long SEED = 20_260_101;
    private static final int MUTATIONS = 600;

    @TempDir
    Path folder;

    @Test
    void everyOriginFindsTheRequestsThatTheGatewayHasSent() throws Exception {
        List<Recorded> recordings = recordings();
        List<String> differences = new ArrayList<>();
        try (RealOrigin nginx = OriginProcess.nginx(folder);
                RealOrigin apache = OriginProcess.apache(folder);
                RealOrigin node = OriginProcess.node(folder);
                RealOrigin jetty = new Jetty()) {
            for (RealOrigin origin : List.of(nginx, apache, node, jetty)) {
                recordings.forEach(recorded -> compare(origin, recorded, differences));
            }
        }
        assertThat(differences).isEmpty();
    }

    private static void compare(RealOrigin origin, Recorded recorded, List<String> differences) {
        List<Object> expected = Stream.concat(recorded.requests().stream(), Stream.of(Replay.LAST))
                .<Object>map(seen -> origin.tellsBodies() ? seen : seen.withoutBody())
                .toList();
        List<Object> found = Replay.to(origin, recorded.octets());
        if (!found.equals(expected)) {
            differences.add("%s found %s and not %s in\n%s"
                    .formatted(origin.name(), found, expected, Replay.shown(recorded.octets())));
        }
    }

    /** What the gateway makes of the whole corpus. */
    private List<Recorded> recordings() {
        Recorder recorder = new Recorder();
        try (recorder;
                RunningGateway gateway = GatewaySetup.in(folder).start("""
                        upstreams: {recorder: {endpoints: '127.0.0.1:%d', preserveHost: true}}
                        routes: [{name: all, upstream: recorder}]
                        """.formatted(recorder.port()))) {
            Mutations mutations = new Mutations(SEED);
            List<String> corpus = new ArrayList<>(Classics.all());
            Stream.generate(mutations::next).limit(MUTATIONS).forEach(corpus::add);
            int refused = 0;
            for (String octets : corpus) {
                refused += send(gateway.port(), octets) ? 1 : 0;
            }
            gateway.stop();
            Await.until("all is written down", recorder::isDone);
            // Neither may be all: then the drill would compare nothing, or nothing hostile.
            assertThat(refused).isBetween(corpus.size() / 10, corpus.size() * 9 / 10);
            assertThat(sent(recorder.recordings())).isGreaterThan(corpus.size() / 2);
        }
        return recorder.recordings();
    }

    private static int sent(List<Recorded> recordings) {
        return recordings.stream()
                .mapToInt(recorded -> recorded.requests().size())
                .sum();
    }

    /** Sends octets, ends, and reads all answers; whether one of them was the gateway's refusal. */
    private static boolean send(int port, String octets) {
        try (Wire wire = Wire.to(port)) {
            return wire.send(octets).finishSending().readToEnd().contains("\r\nX-Highgate-Reason: ");
        } catch (UncheckedIOException reset) {
            return true;
        }
    }
}
