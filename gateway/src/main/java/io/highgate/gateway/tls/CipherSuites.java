package io.highgate.gateway.tls;

import java.util.ArrayList;
import java.util.List;

/**
 * Which cipher suites are offered: forward secrecy and authenticated encryption only. AES-128 comes
 * first because it is faster and no weaker in practice (RFC 9325 section 4.2). Stateless.
 */
final class CipherSuites {

    private static final List<String> TLS_1_3 =
            List.of("TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256");

    private static final List<String> TLS_1_2 = List.of(
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

    private CipherSuites() {}

    /** Those of TLS 1.3, and of TLS 1.2 those asked for or else all good ones. */
    static List<String> of(List<String> asked) {
        List<String> all = new ArrayList<>(TLS_1_3);
        all.addAll(asked.isEmpty() ? TLS_1_2 : asked);
        return all;
    }
}
