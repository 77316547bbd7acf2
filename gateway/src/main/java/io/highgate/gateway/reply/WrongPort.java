package io.highgate.gateway.reply;

import java.nio.charset.StandardCharsets;

/** What someone who speaks plain HTTP to a port for HTTPS is told; there is no exchange yet. Stateless. */
public final class WrongPort {

    private static final String BODY =
            "{\"code\":\"BAD_REQUEST\",\"message\":\"plain HTTP sent to an HTTPS port\",\"details\":\"\",\"requestId\":\"\"}";

    private WrongPort() {}

    /** The whole answer. */
    public static byte[] answer() {
        return ("HTTP/1.1 400 Bad Request\r\nContent-Type: application/json\r\nContent-Length: " + BODY.length()
                        + "\r\nX-Highgate-Reason: BAD_REQUEST\r\nConnection: close\r\n\r\n" + BODY)
                .getBytes(StandardCharsets.US_ASCII);
    }
}
