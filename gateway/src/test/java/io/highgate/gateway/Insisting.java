package io.highgate.gateway;

import io.netty.pkitesting.X509Bundle;
import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/** Shows its certificate to everyone, even to those who say that they will not trust it. */
final class Insisting extends X509ExtendedKeyManager {

    private static final String ALIAS = "own";

    private final X509Bundle own;

    Insisting(X509Bundle own) {
        this.own = own;
    }

    @Override
    public String[] getClientAliases(String type, Principal @Nullable [] issuers) {
        return new String[] {ALIAS};
    }

    @Override
    public String chooseClientAlias(String[] types, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return ALIAS;
    }

    @Override
    public String[] getServerAliases(String type, Principal @Nullable [] issuers) {
        return new String[] {ALIAS};
    }

    @Override
    public @Nullable String chooseServerAlias(String type, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return type.equals(own.getKeyPair().getPrivate().getAlgorithm()) ? ALIAS : null;
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
        return own.getCertificatePath();
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
        return own.getKeyPair().getPrivate();
    }
}
