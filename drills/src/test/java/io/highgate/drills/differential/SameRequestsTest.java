package io.highgate.drills.differential;

import io.highgate.drills.process.GatewaySetup;
import io.highgate.drills.process.RunningGateway;
import io.highgate.testkit.Await;
import io.highgate.testkit.Wire;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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
        List<List<Sent>> recordings = recordings();
        List<String> differences = new ArrayList<>();
        try (RealOrigin nginx = OriginProcess.nginx(folder);
                RealOrigin apache = OriginProcess.apache(folder);
                RealOrigin node = OriginProcess.node(folder);
                RealOrigin jetty = new Jetty()) {
            for (RealOrigin origin : List.of(nginx, apache, node, jetty)) {
                for (List<Sent> requests : recordings) {
                    compare(origin, requests.stream().filter(Sent::isPlain).toList(), differences);
                    requests.stream()
                            .filter(request -> !request.isPlain())
                            .forEach(request -> findsItOrRefuses(origin, request, differences));
                }
            }
        }
        assertThat(differences).isEmpty();
    }

    private static void compare(RealOrigin origin, List<Sent> requests, List<String> differences) {
        List<@Nullable Seen> expected = new ArrayList<>();
        requests.forEach(request -> expected.add(asToldBy(origin, request.seen())));
        expected.add(asToldBy(origin, Replay.LAST));
        List<Answer> found = Replay.to(origin, requests);
        if (!found.stream().map(Answer::seen).toList().equals(expected)) {
            differences.add("%s found %s and not %s in\n%s".formatted(origin.name(), found, expected, shown(requests)));
        }
    }

    /** A request that not every origin serves is found as it is or refused: never taken for another one, or for two. */
    private static void findsItOrRefuses(RealOrigin origin, Sent request, List<String> differences) {
        List<Answer> found = Replay.to(origin, List.of(request));
        Seen expected = asToldBy(origin, request.seen());
        Seen first = found.isEmpty() ? null : found.getFirst().seen();
        boolean same = found.size() <= 2 && (first == null || first.equals(expected));
        if (!same) {
            differences.add("%s found %s in\n%s".formatted(origin.name(), found, shown(List.of(request))));
        }
    }

    private static Seen asToldBy(RealOrigin origin, Seen seen) {
        return origin.tellsBodies() ? seen : seen.withoutBody();
    }

    private static String shown(List<Sent> requests) {
        StringBuilder text = new StringBuilder();
        for (Sent request : requests) {
            text.append(new String(request.octets(), StandardCharsets.ISO_8859_1));
        }
        return text.toString().replace("\r", "\\r").replace("\n", "\\n\n");
    }

    /** What the gateway makes of the whole corpus. */
    private List<List<Sent>> recordings() {
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

    private static int sent(List<List<Sent>> recordings) {
        return recordings.stream().mapToInt(List::size).sum();
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
