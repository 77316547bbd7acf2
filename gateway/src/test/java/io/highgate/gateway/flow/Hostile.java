package io.highgate.gateway.flow;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Octets that look like HTTP, more or less: the pieces are those that parsers stumble over. */
final class Hostile {

    private Hostile() {}

    private static final String[] OF_HEADS = {
        "GET ",
        "HEAD ",
        "OPTIONS ",
        "CONNECT ",
        "G\0T ",
        "/",
        "*",
        "/a?b=c",
        "?",
        "http://h/",
        "https://",
        "http://u@h/x",
        " HTTP/1.1",
        " HTTP/1.0",
        " HTTP/2.0",
        " HTTP/1.",
        "HTTP/1.1 200 OK",
        "HTTP/1.1 204",
        "HTTP/1.0 099 x",
        "\r\n",
        "\r\n",
        "\r\n\r\n",
        "\r",
        "\n",
        " ",
        "\t",
        ":",
        "Host: h",
        "Host:[::1]:80",
        "Content-Length: 5",
        "Content-Length: 99999999999999999999",
        "Transfer-Encoding: chunked",
        "X",
        "\u00e9",
        "\u0000",
        "\u007f",
        "Connection: close, x",
        ","
    };

    private static final String[] OF_BODIES = {
        "0",
        "1",
        "5",
        "f",
        "A",
        "g",
        "ffffffffffffffff",
        "0000000000000000",
        ";",
        ";a=b",
        "\r\n",
        "\r\n",
        "\r",
        "\n",
        "hello",
        "X: y",
        "Host: h",
        " ",
        ":",
        "\u0000",
        "\u00ff",
        "0\r\n\r\n",
        "5\r\nhello\r\n"
    };

    /** A good head now and then, else a jumble. */
    static Arbitrary<byte[]> heads() {
        Arbitrary<String> good = Arbitraries.of(
                "GET /a HTTP/1.1\r\nHost: h\r\n\r\n",
                "\r\nPOST http://h:1/b?c HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nA: b\r\n\r\n",
                "PUT /c HTTP/1.0\r\nX:\t y \r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
                "HTTP/1.0 404\r\nContent-Length: 12\r\nB: c\r\n\r\n");
        return mixed(good, OF_HEADS);
    }

    /** Chunked bodies: good ones, and jumbles. */
    static Arbitrary<byte[]> bodies() {
        Arbitrary<String> good = Arbitraries.of(
                "0\r\n\r\n",
                "5\r\nhello\r\n0\r\n\r\n",
                "00A;x=\"y\"\r\n0123456789\r\n1 \r\nz\r\n0\r\nT: u\r\nV:\r\n\r\n");
        return mixed(good, OF_BODIES);
    }

    private static Arbitrary<byte[]> mixed(Arbitrary<String> good, String... fragments) {
        Arbitrary<String> jumble =
                Arbitraries.of(fragments).list().ofMaxSize(20).map(list -> String.join("", list));
        Arbitrary<String> start = Arbitraries.oneOf(good, jumble);
        return start.flatMap(first -> jumble.map(tail -> Feed.octets(first + tail)));
    }

    static Arbitrary<List<Integer>> cuts() {
        return Arbitraries.integers().between(0, 400).list().ofMaxSize(12);
    }
}
