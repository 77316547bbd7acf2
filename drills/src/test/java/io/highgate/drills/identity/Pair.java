package io.highgate.drills.identity;

import io.highgate.drills.process.Child;
import io.highgate.drills.process.GatewaySetup;
import io.highgate.drills.process.Nginx;
import io.highgate.drills.process.RunningGateway;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Two gateways that share their stores, and an origin behind them. Confined to the drill's thread. */
final class Pair implements AutoCloseable {

    static final String PASSWORD = "a-password-for-drills-1";
    private static final Pattern TOKEN = Pattern.compile("\"token\":\"([0-9a-f]{32})\"");

    private final Nginx origin;
    private final GatewaySetup oneSetup;
    private RunningGateway one;
    private final RunningGateway two;

    /** @param settings further settings of both, where the stores are among them */
    Pair(Path folder, String settings) throws IOException {
        origin = Nginx.start(folder, "origin");
        String yaml = """
                upstreams: {origin: {endpoints: ['%s']}}
                login: {ratePerAddress: 100000}
                access: {by: session}
                routes:
                  - {name: name, path: /name, upstream: origin}
                  - {name: open, path: /open, access: {}, upstream: origin, rewrite: /name}
                """.formatted(origin.address()) + settings;
        oneSetup = setup(folder, "one");
        one = oneSetup.start(yaml);
        two = setup(folder, "two").start(yaml);
    }

    private static GatewaySetup setup(Path folder, String name) throws IOException {
        return GatewaySetup.in(Files.createDirectory(folder.resolve(name)))
                .withEnvironment(Map.of("HIGHGATE_ADMIN_PASSWORD", PASSWORD));
    }

    RunningGateway one() {
        return one;
    }

    RunningGateway two() {
        return two;
    }

    /** Those of both gateways. */
    Child[] processes() {
        return new Child[] {one.process(), two.process()};
    }

    /** Starts the first one again, after it has ended. */
    void restartOne() {
        one = oneSetup.start();
    }

    /** Logs in; the answer. */
    HttpResponse<String> login(RunningGateway at) {
        String body = "{\"username\":\"admin\",\"password\":\"" + PASSWORD + "\"}";
        return at.send(at.request("/api/auth/login")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    /** Logs in, which must succeed; the token. */
    String token(RunningGateway at) {
        HttpResponse<String> answer = login(at);
        Matcher token = TOKEN.matcher(answer.body());
        if (answer.statusCode() != 200 || !token.find()) {
            throw new AssertionError("no login: " + answer + " " + answer.body() + "; it said:\n" + at.log());
        }
        return token.group(1);
    }

    /** Asks the origin as whoever has the token; the status. */
    int call(RunningGateway at, String token) {
        return at.send(at.request("/name").header("Authorization", "Bearer " + token))
                .statusCode();
    }

    /** Ends the session; the status. */
    int logout(RunningGateway at, String token) {
        return at.send(at.request("/api/auth/logout")
                        .header("Authorization", "Bearer " + token)
                        .POST(BodyPublishers.noBody()))
                .statusCode();
    }

    @Override
    public void close() {
        one.close();
        two.close();
        origin.close();
    }
}
