package io.highgate.gateway.http;

/** The version of HTTP a message came in. Immutable. */
public enum HttpVersion {
    HTTP_1_0("HTTP/1.0", "1.0"),
    HTTP_1_1("HTTP/1.1", "1.1"),
    HTTP_2("HTTP/2.0", "2");

    private final String text;
    private final String received;

    HttpVersion(String text, String received) {
        this.text = text;
        this.received = received;
    }

    /** As the Via field names it (RFC 9110 section 7.6.3). */
    public String received() {
        return received;
    }

    /** As log lines name it. */
    @Override
    public String toString() {
        return text;
    }
}
