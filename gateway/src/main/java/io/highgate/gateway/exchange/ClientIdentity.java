package io.highgate.gateway.exchange;

import io.highgate.model.tls.ServerNames;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Who a client has proved to be with a certificate of an authority we trust. Immutable; worked out
 * once per connection.
 *
 * @param subject the distinguished name (RFC 2253)
 * @param sha256 the fingerprint of the certificate, in lower-case hexadecimal digits
 * @param names its subject alternative names, with commas in between
 * @param certificate the value of Client-Cert (RFC 9440 section 2.2), as octets; not to be changed
 * @param chain the value of Client-Cert-Chain, empty if there is nothing behind the certificate
 */
public record ClientIdentity(String subject, String sha256, String names, byte[] certificate, byte[] chain) {

    /** The identity that a verified chain of certificates proves, the client's own first. */
    public static ClientIdentity of(List<X509Certificate> verified) {
        X509Certificate own = verified.getFirst();
        return new ClientIdentity(
                own.getSubjectX500Principal().getName(),
                fingerprint(own),
                String.join(", ", ServerNames.of(own).all()),
                octets(field(own)),
                octets(verified.stream().skip(1).map(ClientIdentity::field).collect(Collectors.joining(", "))));
    }

    /** A byte sequence of structured fields (RFC 9651 section 3.3.5). */
    private static String field(X509Certificate certificate) {
        return ":" + Base64.getEncoder().encodeToString(der(certificate)) + ":";
    }

    private static String fingerprint(X509Certificate certificate) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(der(certificate)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static byte[] der(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a certificate that was received has its octets", e);
        }
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
