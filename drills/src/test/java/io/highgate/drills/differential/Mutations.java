package io.highgate.drills.differential;

import java.util.SplittableRandom;

/**
 * Requests out of a grammar, half of them damaged in a few places; the same for the same seed.
 * Confined to one thread.
 */
final class Mutations {

    private static final String[] METHODS = {"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"};
    private static final String[] TARGETS = {
        "/",
        "/a",
        "/a/b/../c",
        "//a",
        "/a?b=c&d",
        "/%41%2f",
        "/a;b",
        "http://localhost/x",
        "http://localhost",
        "/~!$'()*,"
    };
    private static final String[] FIELDS = {
        "A: b",
        "A:",
        "A:\t b \t",
        "A: \u00e9",
        "Connection: keep-alive",
        "Connection: A",
        "Cookie: a=b; c=d",
        "Cookie: e",
        "Expect: 100-continue",
        "TE: trailers",
        "Upgrade: x",
        "Keep-Alive: timeout=5",
        "Accept-Encoding: gzip, *;q=0",
        "Range: bytes=0-,1-",
        "Content-Type: a/b",
        "Trailer: Z"
    };
    private static final String[] EXTENSIONS = {"", "", "", ";a", ";a=b", " ; a = \"b c\"", " "};
    private static final String[] TRAILERS = {"", "", "Z: y\r\n", "Host: other\r\n", "Content-Length: 3\r\nZ:\r\n"};
    private static final String[] DAMAGE = {
        "\r", "\n", "\r\n", "\0", " ", "\t", ":", ";", ",", "\"", "0", "5", "chunked", "\u00e9", "\r\n ", "\r\n\r\n"
    };

    private final SplittableRandom random;

    Mutations(long seed) {
        random = new SplittableRandom(seed);
    }

    /** One to three requests in a row. */
    String next() {
        StringBuilder octets = new StringBuilder();
        int requests = 1 + random.nextInt(3);
        for (int i = 0; i < requests; i++) {
            octets.append(request());
        }
        int damages = random.nextBoolean() ? 0 : 1 + random.nextInt(3);
        for (int i = 0; i < damages; i++) {
            damage(octets);
        }
        return octets.toString();
    }

    private String request() {
        StringBuilder head = new StringBuilder(any(METHODS) + " " + any(TARGETS) + " HTTP/1.1\r\nHost: localhost\r\n");
        for (int i = random.nextInt(4); i > 0; i--) {
            head.append(any(FIELDS)).append("\r\n");
        }
        return switch (random.nextInt(3)) {
            case 0 -> head + "\r\n";
            case 1 -> {
                String body = body();
                yield head + "Content-Length: " + body.length() + "\r\n\r\n" + body;
            }
            default -> head + "Transfer-Encoding: chunked\r\n\r\n" + chunks();
        };
    }

    /** A body that is another request, as far as octets go. */
    private String body() {
        return "GET /in-a-body HTTP/1.1\r\nHost: localhost\r\n\r\n".substring(0, random.nextInt(45));
    }

    private String chunks() {
        StringBuilder chunks = new StringBuilder();
        for (int i = random.nextInt(4); i > 0; i--) {
            String body = body() + "x";
            chunks.append("0".repeat(random.nextInt(4)));
            chunks.append(Integer.toHexString(body.length()))
                    .append(any(EXTENSIONS))
                    .append("\r\n");
            chunks.append(body).append("\r\n");
        }
        return chunks + "0" + any(EXTENSIONS) + "\r\n" + any(TRAILERS) + "\r\n";
    }

    private void damage(StringBuilder octets) {
        int at = random.nextInt(octets.length());
        int end = Math.min(octets.length(), at + random.nextInt(4));
        switch (random.nextInt(3)) {
            case 0 -> octets.insert(at, any(DAMAGE));
            case 1 -> octets.replace(at, end, any(DAMAGE));
            default -> octets.delete(at, end);
        }
    }

    private String any(String... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
