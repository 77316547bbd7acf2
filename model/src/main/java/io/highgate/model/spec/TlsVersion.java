package io.highgate.model.spec;

/** Versions of TLS that are spoken at all; older ones are broken (RFC 8996). */
public enum TlsVersion implements Spelled {
    V1_2("TLSv1.2"),
    V1_3("TLSv1.3");

    private final String spelling;

    TlsVersion(String spelling) {
        this.spelling = spelling;
    }

    @Override
    public String spelling() {
        return spelling;
    }
}
