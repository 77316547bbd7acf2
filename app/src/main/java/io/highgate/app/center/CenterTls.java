package io.highgate.app.center;

import io.highgate.base.problem.Problem;
import io.highgate.base.problem.Problems;
import io.highgate.center.api.serve.ServerTerms;
import io.highgate.model.bind.Places;
import io.highgate.model.spec.GovernanceTlsSpec;
import io.highgate.model.tls.TlsFiles;
import io.highgate.model.tls.TlsManagers;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.InstantSource;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a center encrypts. Its files are looked at again now and then: new handshakes get what they hold, and while
 * they are no good, what they held before. {@link #context} is safe for use by any thread; the rest is confined to
 * one, and blocks.
 */
final class CenterTls {

    private static final Logger LOG = LoggerFactory.getLogger(CenterTls.class);

    private final GovernanceTlsSpec spec;
    private final InstantSource clock;
    private volatile SSLContext context;
    private TlsFiles files;
    private String wrong = "";

    private CenterTls(GovernanceTlsSpec spec, InstantSource clock, TlsFiles files, SSLContext context) {
        this.spec = spec;
        this.clock = clock;
        this.files = files;
        this.context = context;
    }

    /** @throws IOException saying what is wrong with which file */
    static CenterTls open(GovernanceTlsSpec spec, InstantSource clock) throws IOException {
        TlsFiles files = load(spec, clock);
        return new CenterTls(spec, clock, files, context(spec, files));
    }

    private static TlsFiles load(GovernanceTlsSpec spec, InstantSource clock) throws IOException {
        Problems problems = new Problems();
        TlsFiles files = TlsFiles.load(spec, new Places("configuration"), clock.instant(), problems);
        if (problems.hasErrors()) {
            throw new IOException("the center cannot encrypt: "
                    + String.join(
                            "; ",
                            problems.of(Problem.Severity.ERROR).stream()
                                    .map(Problem::toString)
                                    .toList()));
        }
        return files;
    }

    private static SSLContext context(GovernanceTlsSpec spec, TlsFiles files) throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(
                    new KeyManager[] {TlsManagers.showing(files.identity(spec.serverCertificate()))},
                    new TrustManager[] {TlsManagers.trusting(files.trusted(spec.trust()))},
                    new SecureRandom());
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("the center's certificate is not taken: " + e.getMessage(), e);
        }
    }

    /** What the next handshake is made with. */
    SSLContext context() {
        return context;
    }

    /** Whether clients have to show one. */
    ServerTerms.Certificates certificates() {
        return switch (spec.clientCertificates()) {
            case NONE -> ServerTerms.Certificates.NONE;
            case OPTIONAL -> ServerTerms.Certificates.OPTIONAL;
            case REQUIRED -> ServerTerms.Certificates.REQUIRED;
        };
    }

    /** Takes over what the files hold now, if that is something else and good. */
    void look() {
        try {
            TlsFiles now = load(spec, clock);
            if (!now.equals(files)) {
                context = context(spec, now);
                files = now;
                LOG.info("the center's certificate files have changed: new connections use them");
            } else if (!wrong.isEmpty()) {
                LOG.info("the center's certificate files are good again");
            }
            wrong = "";
        } catch (IOException e) {
            String why = String.valueOf(e.getMessage());
            if (!why.equals(wrong)) {
                LOG.warn("{}; connections go on with what was there before", why);
            }
            wrong = why;
        }
    }
}
