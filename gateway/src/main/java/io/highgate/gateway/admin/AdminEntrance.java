package io.highgate.gateway.admin;

import io.highgate.base.unit.AddressRange;
import io.highgate.base.unit.Secret;
import io.highgate.gateway.exchange.Entrance;
import io.highgate.gateway.exchange.Exchange;
import io.highgate.gateway.exchange.Failure;
import io.highgate.gateway.flow.backlog.Side;
import io.highgate.gateway.http.HeaderName;
import io.highgate.gateway.http.Reply;
import io.highgate.gateway.reply.FailureReply;
import io.highgate.model.spec.LimitsSpec;
import io.highgate.model.spec.TimeoutsSpec;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The entrance of the management port: checks the token, then has the question answered away from
 * the event loop. Thread-safe.
 */
public final class AdminEntrance implements Entrance {

    private static final Logger LOG = LoggerFactory.getLogger(AdminEntrance.class);

    /** What load balancers and orchestrators ask without credentials. */
    private static final Set<String> OPEN = Set.of("/livez", "/readyz", "/healthz");

    private static final String BEARER = "Bearer ";
    private static final HeaderName CHALLENGE = HeaderName.of("WWW-Authenticate");

    private final @Nullable Secret token;
    private final Operations operations;
    private final Executor background;

    public AdminEntrance(@Nullable Secret token, Operations operations, Executor background) {
        this.token = token;
        this.operations = operations;
        this.background = background;
    }

    @Override
    public LimitsSpec limits() {
        return operations.limits();
    }

    @Override
    public TimeoutsSpec timeouts() {
        return operations.timeouts();
    }

    /** Nobody stands between the management port and who asks. */
    @Override
    public List<AddressRange> trustedProxies() {
        return List.of();
    }

    @Override
    public Side side() {
        return Side.OPERATOR;
    }

    /**
     * The management port answers until the very end, for it is how a drain is watched; unless another
     * process answers there from now on.
     */
    @Override
    public boolean isDraining() {
        return operations.isSucceeded();
    }

    @Override
    public Duration lastCall() {
        return timeouts().drain().dividedBy(2);
    }

    @Override
    public void enter(Exchange exchange) {
        Question question = Question.of(exchange.request());
        if (token != null && !OPEN.contains(question.path()) && !isAuthorized(exchange, token)) {
            exchange.client().answer(unauthorized(), false);
            return;
        }
        background.execute(() -> {
            Reply reply = answer(question);
            exchange.loop().execute(() -> {
                if (!exchange.hasEnded()) {
                    exchange.client().answer(reply, false);
                }
            });
        });
    }

    private Reply answer(Question question) {
        try {
            return operations.answer(question);
        } catch (RuntimeException e) {
            LOG.error("the management port could not answer {}", question, e);
            return Reply.of(500, "application/json", "{\"code\":\"INTERNAL\",\"message\":\"see the gateway's log\"}");
        }
    }

    private static boolean isAuthorized(Exchange exchange, Secret expected) {
        String given = exchange.request().headers().first(HeaderName.AUTHORIZATION);
        return given != null
                && given.regionMatches(true, 0, BEARER, 0, BEARER.length())
                && expected.matches(given.substring(BEARER.length()).strip());
    }

    private static Reply unauthorized() {
        Reply plain = Reply.of(
                401,
                "application/json",
                "{\"code\":\"UNAUTHORIZED\",\"message\":\"The management token is needed: Authorization: Bearer ...\"}");
        return plain.with(CHALLENGE, "Bearer realm=\"highgate\"");
    }

    @Override
    public void refuse(Exchange exchange, Failure failure) {
        exchange.client().answer(FailureReply.of(failure, exchange), FailureReply.isLast(failure));
    }

    /** Nothing is forwarded here. */
    @Override
    public void answered(Exchange exchange) {
        throw new IllegalStateException("the management port has no upstream");
    }

    @Override
    public void left(Exchange exchange) {
        // Nothing is counted: questions about the gateway are not its traffic.
    }
}
