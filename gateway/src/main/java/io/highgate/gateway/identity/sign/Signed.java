package io.highgate.gateway.identity.sign;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What a signature is of, as docs/signatures.md has it. Immutable.
 *
 * @param host as it was asked for, in lower case; only in version 2
 * @param query without its '?'; only in version 2
 * @param tenant empty if there is none
 * @param traceId of the trace, or of the request where there is none
 * @param time seconds since 1970
 */
public record Signed(
        String method,
        String host,
        String path,
        String query,
        String requestId,
        String tenant,
        String traceId,
        String time) {

    /** {@code METHOD|/path|body|X-Request-ID|X-Tenant-Id|X-Trace-Id|time}: what existing cells verify. */
    public byte[] v1(byte[] body) {
        ByteArrayOutputStream text = new ByteArrayOutputStream(256 + body.length);
        text.writeBytes(octets(method + "|" + path + "|"));
        text.writeBytes(body);
        text.writeBytes(octets("|" + requestId + "|" + tenant + "|" + traceId + "|" + time));
        return text.toByteArray();
    }

    /** A line for each part, which none of them can hold a line end of; the body by its SHA-256. */
    public byte[] v2(byte[] body) {
        return octets(String.join(
                "\n",
                "highgate-v2",
                method,
                host,
                path,
                query,
                requestId,
                tenant,
                traceId,
                time,
                HexFormat.of().formatHex(sha256(body))));
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] sha256(byte[] body) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(body);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
