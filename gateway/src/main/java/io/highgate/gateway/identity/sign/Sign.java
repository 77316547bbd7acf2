package io.highgate.gateway.identity.sign;

import io.highgate.gateway.exchange.Exchange;
import io.highgate.gateway.exchange.Failure;
import io.highgate.gateway.exchange.Holding;
import io.highgate.gateway.exchange.RequestIds;
import io.highgate.gateway.exchange.Stage;
import io.highgate.gateway.exchange.Verdict;
import io.highgate.gateway.flow.WholeBody;
import io.highgate.gateway.http.HeaderName;
import io.highgate.gateway.http.Headers;
import io.highgate.gateway.http.RequestHead;
import io.highgate.gateway.route.Action;
import io.highgate.gateway.route.Route;
import io.highgate.model.spec.FilterSpec;
import io.highgate.model.spec.GatewaySpec;
import io.highgate.model.spec.SigningSpec;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The stage that signs a request for its upstream, once the body has been read whole. A signature that the client
 * brought never gets past it. Thread-safe.
 */
public final class Sign implements Stage {

    private final @Nullable Signer[] byRoute;

    private record Signer(SigningSecret secret, int version, int most) {

        static Signer of(SigningSpec spec) {
            int version = switch (spec.version()) {
                case V1 -> 1;
                case V2 -> 2;
            };
            return new Signer(
                    new SigningSecret(spec.secret()), version, spec.body().toInt());
        }
    }

    public Sign(GatewaySpec spec, List<Route> routes) {
        SigningSpec forAll = last(spec.filters());
        byRoute = new @Nullable Signer[routes.size()];
        for (Route route : routes) {
            SigningSpec own = last(route.spec().filters());
            SigningSpec holds = own == null ? forAll : own;
            boolean forwards = route.action() instanceof Action.Forward;
            byRoute[route.order()] = holds == null || !forwards ? null : Signer.of(holds);
        }
    }

    private static @Nullable SigningSpec last(List<FilterSpec> filters) {
        SigningSpec found = null;
        for (FilterSpec filter : filters) {
            found = filter instanceof FilterSpec.Sign sign ? sign.sign() : found;
        }
        return found;
    }

    @Override
    public Verdict visit(Exchange exchange) {
        Signer signer = byRoute[exchange.match().route().order()];
        if (signer == null) {
            return Verdict.PROCEED;
        }
        WholeBody held = exchange.whole();
        if (held != null || exchange.request().bodyLength() == RequestHead.NO_BODY) {
            sign(exchange, signer);
            return Verdict.PROCEED;
        }
        if (exchange.request().bodyLength() > signer.most()) {
            return new Verdict.Reject(new Failure.BodyTooLarge(signer.most()));
        }
        Holding.begin(exchange, signer.most(), whole -> {
            if (whole) {
                sign(exchange, signer);
                exchange.resume();
            } else {
                exchange.entrance().refuse(exchange, new Failure.BodyTooLarge(signer.most()));
            }
        });
        return Verdict.LATER;
    }

    private static void sign(Exchange exchange, Signer signer) {
        RequestHead request = exchange.request();
        String time = Long.toString(exchange.now().getEpochSecond());
        Signed signed = signed(exchange, target(request), request.hostText(), time);
        WholeBody held = exchange.whole();
        byte[] body = held == null ? new byte[0] : held.octets();
        byte[] hmac = signer.secret().sign(signer.version() == 2 ? signed.v2(body) : signed.v1(body));
        SignatureFields.write(request.headers(), signer.version(), hmac, time);
    }

    /** What the upstream is asked for: path and query. */
    private static String target(RequestHead request) {
        return new String(
                request.headers().bytes(),
                request.targetStart(),
                request.targetEnd() - request.targetStart(),
                StandardCharsets.ISO_8859_1);
    }

    /** What is signed of a request for that target. */
    public static Signed signed(Exchange exchange, String target, String host, String time) {
        Headers headers = exchange.request().headers();
        int mark = target.indexOf('?');
        String requestId = RequestIds.requestId(exchange);
        return new Signed(
                exchange.request().method().name(),
                host.toLowerCase(Locale.ROOT),
                mark < 0 ? target : target.substring(0, mark),
                mark < 0 ? "" : target.substring(mark + 1),
                first(headers, HeaderName.X_REQUEST_ID, requestId),
                first(headers, SignatureFields.TENANT, ""),
                first(headers, SignatureFields.TRACE, first(headers, HeaderName.X_REQUEST_ID, requestId)),
                time);
    }

    private static String first(Headers headers, HeaderName name, String otherwise) {
        return Objects.requireNonNullElse(headers.first(name), otherwise);
    }
}
