package io.highgate.gateway;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.CertificateBuilder.Algorithm;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.jspecify.annotations.Nullable;

/** A certificate authority of a test, which writes what it issues into a folder. */
final class Authority {

    private final Path folder;
    private final X509Bundle root;
    private final Path file;

    /** A certificate with its key, in memory and in two files. */
    record Issued(X509Bundle bundle, Path certificate, Path key) {

        /** As {@code {certificate: ..., key: ...}}. */
        String yaml() {
            return "{certificate: '" + certificate + "', key: '" + key + "'}";
        }
    }

    Authority(Path folder, String name) {
        this.folder = folder;
        this.root = built(it -> it.subject("CN=" + name).setIsCertificateAuthority(true), null);
        this.file = write(folder.resolve(name + ".pem"), root.getCertificatePEM());
    }

    /** The file with the authority's own certificate. */
    Path file() {
        return file;
    }

    /** A certificate for names, good for a month, in files of the given name. */
    Issued issue(String fileName, String... names) {
        return issue(fileName, it -> names(it, names));
    }

    Issued issue(String fileName, UnaryOperator<CertificateBuilder> settings) {
        return save(fileName, built(settings, root));
    }

    /** A certificate that was good until yesterday. */
    Issued expired(String fileName, String... names) {
        Instant now = Instant.now();
        return issue(
                fileName,
                it -> names(it, names)
                        .notBefore(now.minus(Duration.ofDays(9)))
                        .notAfter(now.minus(Duration.ofDays(1))));
    }

    /** A certificate that nobody has signed but itself. */
    static Issued selfSigned(Path folder, String fileName, String... names) {
        return new Authority(folder, fileName + "-unused")
                .save(fileName, built(it -> names(it, names).setIsCertificateAuthority(true), null));
    }

    private static CertificateBuilder names(CertificateBuilder builder, String... names) {
        // The builder has no wildcards: so the extension is spelled here (RFC 5280 section 4.2.1.6).
        ASN1EncodableVector all = new ASN1EncodableVector();
        for (String name : names) {
            int type = name.matches("[0-9.]+") ? GeneralName.iPAddress : GeneralName.dNSName;
            all.add(new GeneralName(type, name));
        }
        try {
            return builder.addExtensionOctetString(
                    Extension.subjectAlternativeName.getId(), false, new DERSequence(all).getEncoded());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static X509Bundle built(UnaryOperator<CertificateBuilder> settings, @Nullable X509Bundle issuer) {
        Instant now = Instant.now();
        CertificateBuilder builder = settings.apply(new CertificateBuilder()
                .subject("CN=test")
                .algorithm(Algorithm.ecp256)
                .notBefore(now.minus(Duration.ofDays(1)))
                .notAfter(now.plus(Duration.ofDays(30))));
        try {
            return issuer == null ? builder.buildSelfSigned() : builder.buildIssuedBy(issuer);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private Issued save(String name, X509Bundle bundle) {
        Path key = folder.resolve(name + ".key");
        write(key, bundle.getPrivateKeyPEM());
        return new Issued(bundle, write(folder.resolve(name + ".crt"), bundle.getCertificatePEM()), key);
    }

    /** Writes as one that renews certificates does: a new file takes the place of the old one. */
    static Path write(Path file, String text) {
        try {
            Path fresh = file.resolveSibling(file.getFileName() + ".new");
            Files.writeString(fresh, text);
            Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-------"));
            return Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The TLS of someone who trusts this authority. */
    SSLContext client() {
        return context(null);
    }

    /** The same with a certificate to show; a server too. */
    SSLContext context(@Nullable Issued own) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            KeyManager[] keys = own == null ? null : new KeyManager[] {new Insisting(own.bundle())};
            context.init(keys, new TrustManager[] {root.toTrustManager()}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
