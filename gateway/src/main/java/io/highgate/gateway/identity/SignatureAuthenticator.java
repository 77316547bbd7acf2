package io.highgate.gateway.identity;

import io.highgate.gateway.exchange.Caller;
import io.highgate.gateway.exchange.Exchange;
import io.highgate.gateway.exchange.Failure;
import io.highgate.gateway.exchange.Holding;
import io.highgate.gateway.flow.WholeBody;
import io.highgate.gateway.http.HeaderName;
import io.highgate.gateway.http.RequestHead;
import io.highgate.gateway.identity.sign.Seen;
import io.highgate.gateway.identity.sign.Sign;
import io.highgate.gateway.identity.sign.SignatureFields;
import io.highgate.gateway.identity.sign.Signed;
import io.highgate.gateway.identity.sign.SigningSecret;
import io.highgate.model.spec.SignatureSpec;
import io.highgate.model.spec.SigningKeySpec;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Knows callers by signatures that only they can make: of version 2, or by option 1; of now; and each but once. The
 * body is read whole first. Thread-safe.
 */
public final class SignatureAuthenticator implements Authenticator {

    private static final Finding MALFORMED =
            new Finding.Refused("X-Signature and X-Signature-Time are no signature: see docs/signatures.md");
    private static final Finding OLD_VERSION = new Finding.Refused("signatures of version 1 do not count here");
    private static final Finding NOT_NOW = new Finding.Refused("the signature's time is too far from now");
    private static final Finding WRONG = new Finding.Refused("the signature is not right");
    private static final Finding REPLAYED = new Finding.Refused("the signature was used before");

    private static final HeaderName FORWARDED_HOST = HeaderName.X_FORWARDED_HOST;
    private static final Pattern CELL = Pattern.compile("/api/v1/[^/]+(/.*)");

    private final SignatureSpec spec;
    private final Seen seen;
    private final List<Holder> holders = new ArrayList<>();

    private record Holder(SigningSecret secret, Caller caller) {}

    /** @param seen what remembers signatures, for twice the window */
    public SignatureAuthenticator(String name, SignatureSpec spec, Seen seen) {
        this.spec = spec;
        this.seen = seen;
        spec.keys()
                .forEach(
                        (who, key) -> holders.add(new Holder(new SigningSecret(key.secret()), caller(name, who, key))));
    }

    private static Caller caller(String by, String who, SigningKeySpec key) {
        return new Caller(
                by,
                who,
                "signature of " + who,
                Set.copyOf(key.roles()),
                Set.copyOf(key.scopes()),
                key.tenant(),
                key.cells(),
                Map.of("signer", List.of(who)),
                null);
    }

    @Override
    public Finding look(Exchange exchange) {
        RequestHead request = exchange.request();
        if (!request.headers().contains(SignatureFields.SIGNATURE)) {
            return Finding.ABSENT;
        }
        SignatureFields fields = SignatureFields.read(request.headers());
        if (fields == null) {
            return MALFORMED;
        }
        if (fields.version() == 1 && !spec.acceptV1()) {
            return OLD_VERSION;
        }
        long apart = Math.abs(exchange.now().getEpochSecond() - fields.seconds());
        if (apart > spec.window().toSeconds()) {
            return NOT_NOW;
        }
        if (request.bodyLength() > spec.body().bytes()) {
            return tooLarge();
        }
        if (exchange.whole() != null || request.bodyLength() == RequestHead.NO_BODY) {
            return verify(exchange, fields);
        }
        CompletableFuture<Finding> later = new CompletableFuture<>();
        Holding.begin(
                exchange, spec.body().toInt(), whole -> later.complete(whole ? verify(exchange, fields) : tooLarge()));
        return new Finding.Pending(later);
    }

    private Finding tooLarge() {
        return new Finding.Failed(new Failure.BodyTooLarge(spec.body().bytes()));
    }

    private Finding verify(Exchange exchange, SignatureFields fields) {
        byte[] text = text(exchange, fields);
        Caller caller = null;
        // All of them, whichever is right: nobody learns by the clock whose it nearly was.
        for (Holder holder : holders) {
            boolean right = MessageDigest.isEqual(holder.secret().sign(text), fields.hmac());
            caller = right ? holder.caller() : caller;
        }
        if (caller == null) {
            return WRONG;
        }
        Finding known = new Finding.Known(caller);
        CompletionStage<Finding> once =
                seen.isFirst(fields.hmac(), spec.window().multipliedBy(2)).thenApply(first -> first ? known : REPLAYED);
        return new Finding.Pending(once);
    }

    private byte[] text(Exchange exchange, SignatureFields fields) {
        RequestHead request = exchange.request();
        WholeBody held = exchange.whole();
        byte[] body = held == null ? new byte[0] : held.octets();
        String query = request.hasQuery() ? "?" + request.queryText() : "";
        boolean isOld = fields.version() == 1;
        String path = isOld ? behindCell(request.pathText()) : request.pathText();
        Signed signed = Sign.signed(exchange, path + query, host(request), fields.time());
        return isOld ? signed.v1(body) : signed.v2(body);
    }

    private String host(RequestHead request) {
        @Nullable String forwarded = spec.forwardedHost() ? request.headers().first(FORWARDED_HOST) : null;
        return Objects.requireNonNullElse(forwarded, request.hostText());
    }

    /** Version 1 signs what follows the cell's name. */
    private static String behindCell(String path) {
        Matcher cell = CELL.matcher(path);
        return cell.matches() ? cell.group(1) : path;
    }
}
