package io.highgate.gateway.identity;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An OpenID provider on a free port of loopback: discovery, keys, authorisation with PKCE, tokens and
 * introspection, as strict as a real one; what it says can be made wrong, and it can be away. Thread-safe.
 */
public final class OpenIdProvider implements AutoCloseable {

    public static final String CLIENT = "gateway";
    public static final String SECRET = "a secret of a client";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, Map<String, String>> codes = new ConcurrentHashMap<>();
    private final Map<String, String> opaque = new ConcurrentHashMap<>();
    private final AtomicInteger keyFetches = new AtomicInteger();
    private final AtomicInteger introspections = new AtomicInteger();
    private volatile Issuer signer = Issuer.FIRST;
    private volatile Issuer published = Issuer.FIRST;
    private volatile boolean away;
    private volatile UnaryOperator<String> discovery = it -> it;
    private volatile UnaryOperator<String> idClaims = it -> it;
    private volatile String keysHeader = "";

    public OpenIdProvider() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        on("/.well-known/openid-configuration", exchange -> answer(exchange, 200, discovery.apply(discovered())));
        on("/keys", this::keys);
        on("/authorize", this::authorize);
        on("/token", this::token);
        on("/introspect", this::introspect);
        server.start();
    }

    /** One thing that it does. */
    private interface Deed {
        void on(HttpExchange exchange) throws IOException;
    }

    private void on(String path, Deed deed) {
        server.createContext(path, exchange -> {
            try (exchange) {
                if (away) {
                    answer(exchange, 503, "away");
                } else {
                    deed.on(exchange);
                }
            }
        });
    }

    public String issuer() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private String discovered() {
        return """
                {"issuer":"%1$s","jwks_uri":"%1$s/keys","authorization_endpoint":"%1$s/authorize",
                 "token_endpoint":"%1$s/token","end_session_endpoint":"%1$s/bye"}
                """.formatted(issuer());
    }

    /** Signs with other keys from now on, and publishes them. */
    public void rotate(Issuer to) {
        published = to;
        signer = to;
    }

    public void away(boolean isAway) {
        away = isAway;
    }

    /** Makes what it says of itself wrong. */
    public void discovery(UnaryOperator<String> change) {
        discovery = change;
    }

    /** Makes the claims of its ID tokens wrong. */
    public void idClaims(UnaryOperator<String> change) {
        idClaims = change;
    }

    /** What it signs with, if that is not what it publishes. */
    public void signer(Issuer other) {
        signer = other;
    }

    /** The value of Cache-Control with its keys. */
    public void cacheControl(String value) {
        keysHeader = value;
    }

    public int keyFetches() {
        return keyFetches.get();
    }

    public int introspections() {
        return introspections.get();
    }

    /** An access token of alice, good now. */
    public String accessToken(String moreClaims) {
        return signer.token(Issuer.claims(issuer(), Instant.now(), moreClaims));
    }

    /** What introspection says of that token from now on. */
    public void knows(String token, String answer) {
        opaque.put(token, answer);
    }

    private void keys(HttpExchange exchange) throws IOException {
        keyFetches.incrementAndGet();
        if (!keysHeader.isEmpty()) {
            exchange.getResponseHeaders().set("Cache-Control", keysHeader);
        }
        answer(exchange, 200, published.jwks());
    }

    /** Alice is logged in already and agrees to everything. */
    private void authorize(HttpExchange exchange) throws IOException {
        Map<String, String> asked = form(exchange.getRequestURI().getRawQuery());
        boolean fit = "code".equals(asked.get("response_type"))
                && CLIENT.equals(asked.get("client_id"))
                && "S256".equals(asked.get("code_challenge_method"))
                && asked.get("redirect_uri") != null;
        if (!fit) {
            answer(exchange, 400, "unfit");
            return;
        }
        String code = "code-" + codes.size();
        codes.put(code, asked);
        exchange.getResponseHeaders()
                .set("Location", asked.get("redirect_uri") + "?code=" + code + "&state=" + asked.get("state"));
        answer(exchange, 302, "");
    }

    private void token(HttpExchange exchange) throws IOException {
        Map<String, String> said = form(body(exchange));
        Map<String, String> asked = codes.remove(said.getOrDefault("code", ""));
        if (asked == null || !isFit(asked, said) || !isClient(exchange)) {
            answer(exchange, 400, "{\"error\":\"invalid_grant\"}");
            return;
        }
        String claims = Issuer.claims(
                        issuer(), Instant.now(), ",\"nonce\":\"" + asked.get("nonce") + "\",\"roles\":[\"editor\"]")
                .replace("\"aud\":\"shop\"", "\"aud\":\"" + CLIENT + "\"");
        String token = signer.token(idClaims.apply(claims));
        answer(exchange, 200, "{\"access_token\":\"opaque\",\"token_type\":\"Bearer\",\"id_token\":\"" + token + "\"}");
    }

    private static boolean isFit(Map<String, String> asked, Map<String, String> said) {
        return "authorization_code".equals(said.get("grant_type"))
                && Objects.equals(asked.get("redirect_uri"), said.get("redirect_uri"))
                && hash(said.getOrDefault("code_verifier", "")).equals(asked.get("code_challenge"));
    }

    private void introspect(HttpExchange exchange) throws IOException {
        introspections.incrementAndGet();
        if (!isClient(exchange)) {
            answer(exchange, 401, "");
            return;
        }
        String token = form(body(exchange)).getOrDefault("token", "");
        answer(exchange, 200, opaque.getOrDefault(token, "{\"active\":false}"));
    }

    private static boolean isClient(HttpExchange exchange) {
        String pair = CLIENT + ":" + java.net.URLEncoder.encode(SECRET, StandardCharsets.UTF_8);
        String basic = "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        return basic.equals(exchange.getRequestHeaders().getFirst("Authorization"));
    }

    private static String hash(String verifier) {
        try {
            return Issuer.base64(
                    MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String body(HttpExchange exchange) throws IOException {
        return new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** The pairs of a form or a query. */
    public static Map<String, String> form(@Nullable String text) {
        Map<String, String> pairs = new HashMap<>();
        for (String pair : (text == null ? "" : text).split("&", -1)) {
            int sign = pair.indexOf('=');
            if (sign > 0) {
                pairs.put(pair.substring(0, sign), URLDecoder.decode(pair.substring(sign + 1), StandardCharsets.UTF_8));
            }
        }
        return pairs;
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] octets = body.getBytes(StandardCharsets.UTF_8);
        exchange.getRequestBody().readAllBytes();
        exchange.sendResponseHeaders(status, octets.length == 0 ? -1 : octets.length);
        exchange.getResponseBody().write(octets);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
