package io.highgate.gateway.identity.out;

import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;

/** What came of asking a service. Immutable. */
public sealed interface Heard {

    /**
     * It answered.
     *
     * @param body the whole body; not to be changed
     */
    record Answer(int status, HttpHeaders headers, byte[] body) implements Heard {

        /** The body as text. */
        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        public boolean isSuccess() {
            return status / 100 == 2;
        }
    }

    /** It did not; the reason names no secret. */
    record Silent(String why) implements Heard {}
}
