package io.highgate.gateway.admin;

import io.highgate.gateway.admit.Admission;
import io.highgate.gateway.center.Figures;
import io.highgate.gateway.flow.Loops;
import io.highgate.gateway.http.HeaderName;
import io.highgate.gateway.http.Reply;
import io.highgate.gateway.identity.keys.FetchedKeys;
import io.highgate.gateway.listen.Listener;
import io.highgate.gateway.observe.Observer;
import io.highgate.gateway.quota.LimitBook;
import io.highgate.gateway.snapshot.Snapshot;
import io.highgate.gateway.snapshot.Snapshots;
import io.highgate.gateway.upstream.Endpoints;
import io.highgate.model.spec.LimitsSpec;
import io.highgate.model.spec.TimeoutsSpec;
import io.highgate.store.all.StoreFigure;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What can be asked of the management port. Thread-safe; answers are made off the event loops. */
public final class Operations {

    private static final String JSON = "application/json";
    private static final HeaderName ALLOW = HeaderName.of("Allow");

    private final Gateway gateway;

    /** The parts of the gateway that operators may look at. */
    public record Gateway(
            Supplier<Snapshot> snapshot,
            Snapshots snapshots,
            Endpoints endpoints,
            Admission admission,
            Observer observer,
            Loops loops,
            Runnable drain,
            Supplier<List<Listener>> listeners,
            Supplier<List<FetchedKeys.Figures>> keys,
            Supplier<LimitBook> limits,
            Supplier<List<StoreFigure>> stores,
            Supplier<@Nullable Figures> center) {}

    public Operations(Gateway gateway) {
        this.gateway = gateway;
    }

    LimitsSpec limits() {
        return gateway.snapshot().get().spec().limits();
    }

    TimeoutsSpec timeouts() {
        return gateway.snapshot().get().spec().timeouts();
    }

    boolean isSucceeded() {
        return gateway.admission().isDraining() && !gateway.admission().isStopping();
    }

    /** The answer to a question; unknown paths get a list of what there is. */
    Reply answer(Question question) {
        return switch (question.path()) {
            case "/metrics" -> onlyGet(question, () -> MetricsPage.of(gateway));
            case "/livez", "/healthz" -> onlyGet(question, () -> Reply.of(200, JSON, "{\"alive\":true}"));
            case "/readyz" -> onlyGet(question, this::ready);
            case "/health" -> onlyGet(question, () -> HealthPage.of(gateway));
            case "/-/snapshot" -> onlyGet(question, () -> SnapshotPage.of(gateway));
            case "/-/center" -> onlyGet(question, () -> CenterPage.of(gateway));
            case "/-/endpoints" -> onlyGet(question, () -> EndpointsPage.of(gateway));
            case "/-/endpoints/drain" -> onlyPost(question, () -> EndpointActions.drain(gateway, question, true));
            case "/-/endpoints/restore" -> onlyPost(question, () -> EndpointActions.drain(gateway, question, false));
            case "/-/endpoints/weight" -> onlyPost(question, () -> EndpointActions.weigh(gateway, question));
            case "/-/explain" -> onlyGet(question, () -> ExplainPage.of(gateway, question));
            case "/-/drain" -> onlyPost(question, this::drain);
            default ->
                Reply.of(
                        404,
                        JSON,
                        "{\"code\":\"NOT_FOUND\",\"message\":\"There are: GET /metrics, /livez, /readyz,"
                                + " /healthz, /health, /-/snapshot, /-/endpoints, /-/center, /-/explain; POST /-/drain, /-/endpoints/drain,"
                                + " /-/endpoints/restore, /-/endpoints/weight\"}");
        };
    }

    private static Reply onlyGet(Question question, Supplier<Reply> page) {
        boolean reads = question.method().equals("GET") || question.method().equals("HEAD");
        return reads ? page.get() : notAllowed("GET");
    }

    private static Reply onlyPost(Question question, Supplier<Reply> action) {
        return question.method().equals("POST") ? action.get() : notAllowed("POST");
    }

    private static Reply notAllowed(String method) {
        String body = "{\"code\":\"METHOD_NOT_ALLOWED\",\"message\":\"This is asked with " + method + "\"}";
        return Reply.of(405, JSON, body).with(ALLOW, method.equals("GET") ? "GET, HEAD" : method);
    }

    private Reply ready() {
        return gateway.admission().isStopping()
                ? Reply.of(503, JSON, "{\"ready\":false,\"reason\":\"draining\"}")
                : Reply.of(200, JSON, "{\"ready\":true}");
    }

    private Reply drain() {
        gateway.drain().run();
        return Reply.of(
                202,
                JSON,
                "{\"draining\":true,\"inFlight\":" + gateway.admission().inFlight() + "}");
    }
}
