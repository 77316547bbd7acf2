package io.highgate.app.center.ask;

import io.highgate.app.center.ask.NotDone.Why;
import io.highgate.base.problem.Problem;
import io.highgate.base.problem.Problems;
import io.highgate.model.bind.Places;
import io.highgate.model.spec.CertificateSpec;
import io.highgate.model.tls.TlsFiles;
import io.highgate.model.tls.TlsManagers;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Whom a command trusts that asks an encrypted center, and what it shows there. Stateless; blocks. */
public final class OwnTls {

    private OwnTls() {}

    /**
     * What was said; null for what the Java platform does.
     *
     * @param certificate a file with a certificate and its key
     * @throws NotDone naming the file that cannot be used
     */
    public static @Nullable SSLContext read(@Nullable Path trust, @Nullable Path certificate) throws NotDone {
        if (trust == null && certificate == null) {
            return null;
        }
        CertificateSpec own =
                certificate == null ? null : new CertificateSpec(certificate.toString(), certificate.toString(), null);
        List<String> authorities = trust == null ? List.of() : List.of(trust.toString());
        Problems problems = new Problems();
        TlsFiles files = TlsFiles.load(own, authorities, new Places("command"), problems);
        if (problems.hasErrors()) {
            throw unusable(problems.of(Problem.Severity.ERROR).stream()
                    .map(Problem::message)
                    .toList());
        }
        try {
            return TlsManagers.client(files.trusted(authorities), own == null ? null : files.identity(own));
        } catch (GeneralSecurityException e) {
            throw unusable(List.of(String.valueOf(e.getMessage())));
        }
    }

    private static NotDone unusable(List<String> why) {
        return new NotDone(
                Why.USAGE,
                "--trust or --certificate: " + String.join("; ", why),
                List.of("Right are PEM files; openssl makes them of others."));
    }
}
