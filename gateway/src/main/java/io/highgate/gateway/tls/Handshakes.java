package io.highgate.gateway.tls;

import io.highgate.gateway.exchange.ClientIdentity;
import io.highgate.gateway.exchange.Security;
import io.highgate.model.tls.ServerNames;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslClosedEngineException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.Certificate;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** What handshakes told, or why they failed, in words. Stateless. */
public final class Handshakes {

    private static final int DEEPEST = 12;

    private Handshakes() {}

    static Security security(SSLSession session, @Nullable String serverName, @Nullable ServerNames hosts) {
        return new Security(session.getProtocol(), session.getCipherSuite(), serverName, hosts, client(session));
    }

    private static @Nullable ClientIdentity client(SSLSession session) {
        try {
            List<X509Certificate> chain = new ArrayList<>();
            for (Certificate certificate : session.getPeerCertificates()) {
                chain.add((X509Certificate) certificate);
            }
            return ClientIdentity.of(chain);
        } catch (SSLPeerUnverifiedException e) {
            return null;
        }
    }

    /** Whether it is the other side's TLS, and no defect of ours. */
    public static boolean isOfTls(@Nullable Throwable cause) {
        Throwable at = cause;
        for (int i = 0; i < DEEPEST && at != null; i++) {
            if (at instanceof SSLException) {
                return true;
            }
            at = at.getCause();
        }
        return false;
    }

    /** Why a handshake with an endpoint failed, in a few words without addresses and names. */
    public static String reason(@Nullable Throwable cause) {
        // What we found wrong says more than the alert that we sent because of it.
        String found = first(cause, Handshakes::known);
        String told = found == null ? first(cause, Handshakes::alert) : found;
        return told == null ? "the handshake failed" : told;
    }

    private static @Nullable String first(@Nullable Throwable cause, Function<Throwable, @Nullable String> meaning) {
        Throwable at = cause;
        for (int i = 0; i < DEEPEST && at != null; i++) {
            String words = meaning.apply(at);
            if (words != null) {
                return words;
            }
            at = at.getCause();
        }
        return null;
    }

    private static @Nullable String known(Throwable cause) {
        return switch (cause) {
            case CertificateExpiredException e -> "the endpoint's certificate has expired";
            case CertificateNotYetValidException e -> "the endpoint's certificate is not valid yet";
            case CertPathBuilderException e -> "the endpoint's certificate is not from a trusted authority";
            case SslHandshakeTimeoutException e -> "the handshake was not over in time";
            case NotSslRecordException e -> "the endpoint does not speak TLS";
            case SslClosedEngineException e -> "the endpoint ended the handshake";
            case ClosedChannelException e -> "the endpoint closed the connection in the handshake";
            case java.security.cert.CertificateException e
            when namesDiffer(text(cause)) -> "the endpoint's certificate is for another name";
            default -> null;
        };
    }

    private static String text(Throwable cause) {
        String message = cause.getMessage();
        return message == null ? "" : message.toLowerCase(Locale.ROOT);
    }

    private static boolean namesDiffer(String text) {
        return text.contains("subject alternative") || text.contains("no name matching") || text.contains("not match");
    }

    /** What the other side says with an alert (RFC 8446 section 6.2), as the two libraries spell it. */
    private static @Nullable String alert(Throwable cause) {
        if (!(cause instanceof SSLException)) {
            return null;
        }
        String alert = text(cause).replace('_', ' ');
        if (alert.contains("certificate required") || alert.contains("bad certificate")) {
            return "the endpoint wants a client certificate, or another one";
        }
        if (alert.contains("unknown ca") || alert.contains("certificate unknown")) {
            return "the endpoint does not trust the client certificate";
        }
        if (alert.contains("protocol version") || alert.contains("handshake failure")) {
            return "the endpoint has no version or cipher in common, or refuses the client";
        }
        return alert.contains("unrecognized name") ? "the endpoint does not know the server name" : null;
    }
}
