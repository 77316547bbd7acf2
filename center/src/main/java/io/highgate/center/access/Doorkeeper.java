package io.highgate.center.access;

import io.highgate.store.StoreAwayException;
import java.net.InetAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Tells who asks by whatever they bring: a session's token, a service key's token or secret, a token of a
 * provider, or a client certificate. Thread-safe; blocks.
 */
public final class Doorkeeper implements Door {

    private static final Finding BRING =
            new Finding.Unknown("say who you are: Authorization with Bearer or Basic, or a client certificate");
    private static final Finding UNREADABLE =
            new Finding.Unknown("Authorization is neither Bearer with a token nor Basic with safeKey:safeSecret");
    private static final Finding NO_ISSUER = new Finding.Unknown("the token is none that counts here");

    private final KeyCallers keys;
    private final SessionCallers sessions;
    private final @Nullable OidcCallers oidc;
    private final FailedTries failed;
    private final boolean openToLoopback;

    /**
     * Whom to ask.
     *
     * @param oidc null where no provider is trusted
     */
    public record Means(
            KeyCallers keys,
            SessionCallers sessions,
            @Nullable OidcCallers oidc,
            FailedTries failed) {}

    /**
     * One that knows whom to ask.
     *
     * @param openToLoopback whether programs of this machine that bring nothing count as operators
     */
    public Doorkeeper(Means means, boolean openToLoopback) {
        this.keys = means.keys();
        this.sessions = means.sessions();
        this.oidc = means.oidc();
        this.failed = means.failed();
        this.openToLoopback = openToLoopback;
    }

    @Override
    public Finding look(Credentials brought) {
        if (brought.authorization() != null) {
            Presented presented = Presented.read(brought.authorization());
            return presented == null ? UNREADABLE : counted(brought.address(), presented);
        }
        if (!brought.certificates().isEmpty()) {
            try {
                return keys.byCertificate(brought.certificates().getFirst());
            } catch (StoreAwayException e) {
                return new Finding.Away("the store of service keys");
            }
        }
        return openToLoopback && brought.straight() && isLoopback(brought.address())
                ? new Finding.Known(new Caller.Operator("loopback", Role.OPERATOR))
                : BRING;
    }

    /** Who has this key and its secret, told otherwise than in a header. */
    public Finding look(String safeKey, String secret, String address) {
        return counted(address, new Presented.KeySecret(safeKey, secret));
    }

    private Finding counted(String address, Presented presented) {
        Duration wait = failed.waiting(address, presented.name());
        if (!wait.isZero()) {
            return new Finding.TooMany(wait);
        }
        Finding finding = ask(presented);
        switch (finding) {
            case Finding.Known _ -> failed.right(address, presented.name());
            case Finding.Unknown _ -> failed.wrong(address);
            case Finding.TooMany _, Finding.Away _ -> {}
        }
        return finding;
    }

    private Finding ask(Presented presented) {
        try {
            return switch (presented) {
                case Presented.SessionToken session -> sessions.byToken(session.token());
                case Presented.KeyToken token -> keys.byToken(token.token());
                case Presented.KeySecret secret -> keys.bySecret(secret.safeKey(), secret.secret());
                case Presented.Foreign foreign -> oidc == null ? NO_ISSUER : oidc.byToken(foreign.token());
            };
        } catch (StoreAwayException e) {
            return new Finding.Away("a store");
        }
    }

    private static boolean isLoopback(String address) {
        try {
            return InetAddress.ofLiteral(address).isLoopbackAddress();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
