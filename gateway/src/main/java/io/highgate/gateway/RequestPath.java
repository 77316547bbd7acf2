package io.highgate.gateway;

import io.highgate.gateway.admit.Admission;
import io.highgate.gateway.admit.ClientAddress;
import io.highgate.gateway.admit.HostCover;
import io.highgate.gateway.cells.CellDemands;
import io.highgate.gateway.cors.Cors;
import io.highgate.gateway.exchange.Exchange;
import io.highgate.gateway.exchange.Failure;
import io.highgate.gateway.exchange.Path;
import io.highgate.gateway.exchange.Stage;
import io.highgate.gateway.exchange.Verdict;
import io.highgate.gateway.fault.Faults;
import io.highgate.gateway.guard.Guard;
import io.highgate.gateway.guard.RedLight;
import io.highgate.gateway.http.Method;
import io.highgate.gateway.identity.Authorise;
import io.highgate.gateway.identity.Identify;
import io.highgate.gateway.identity.Identity;
import io.highgate.gateway.identity.Present;
import io.highgate.gateway.identity.TellClaims;
import io.highgate.gateway.identity.kind.Kinds;
import io.highgate.gateway.identity.sign.Sign;
import io.highgate.gateway.observe.Observer;
import io.highgate.gateway.quota.LimitBook;
import io.highgate.gateway.quota.Limits;
import io.highgate.gateway.reply.RouteReply;
import io.highgate.gateway.route.Action;
import io.highgate.gateway.route.Route;
import io.highgate.gateway.route.RouteMatch;
import io.highgate.gateway.route.path.PathRule;
import io.highgate.gateway.snapshot.Snapshot;
import io.highgate.gateway.tenancy.Tenancy;
import io.highgate.gateway.tenancy.Tenants;
import io.highgate.gateway.upstream.Forwarding;
import io.highgate.gateway.upstream.Introduction;
import io.highgate.gateway.upstream.mirror.Mirrors;
import io.highgate.model.cell.CellRoutes;
import io.highgate.model.spec.RouteSpec.WebSocket;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The path of every request, whole: what happens to it, in which order, and why. One per snapshot;
 * shared by all event loops, keeps nothing of an exchange.
 */
final class RequestPath implements Path {

    /** One stop of the path: its name (as in docs/request-path.md) and what is done there. */
    record Stop(String name, Stage stage) {}

    /** What stops of the path need that outlives configurations, and the pages of the gateway itself. */
    record Keepers(Identity identity, Tenants tenants, RedLight light, LimitBook limits, BuiltIn builtIn) {}

    private final Snapshot snapshot;
    private final BuiltIn builtIn;
    private final Admission admission;
    private final Observer observer;
    private final WayBack wayBack;
    private final Identify identify;
    private final PathRule pathRule;
    private final Forwarding forwarding;
    private final CellDemands demands;
    private final Observer.Tally[][] tallies;
    private final Limits limits;
    private final List<Stop> stops;
    private final Stage[] stages;

    RequestPath(Snapshot snapshot, Admission admission, Observer observer, Keepers keepers) {
        this.snapshot = snapshot;
        this.builtIn = keepers.builtIn();
        this.admission = admission;
        this.observer = observer;
        this.wayBack = new WayBack(observer);
        this.pathRule = new PathRule(snapshot.spec().forwarding().encodedSlashes());
        this.forwarding = new Forwarding(
                snapshot.upstreams(), snapshot.spec().forwarding().timeoutHeader());
        ToldCells told = new ToldCells(snapshot.spec());
        this.tallies = snapshot.routes().routes().stream()
                .map(route -> observer.tallies(route.name(), upstreamsOf(route), told::of))
                .toArray(Observer.Tally[][]::new);
        ClientAddress client = new ClientAddress(snapshot.spec().forwarding().trustedProxies());
        Introduction introduction = new Introduction(snapshot.spec().forwarding(), client::trusts, told.sampling());
        List<Route> routes = snapshot.routes().routes();
        this.limits = new Limits(snapshot.spec(), routes, keepers.limits());
        Guard guard = new Guard(snapshot.spec(), routes, keepers.light());
        this.identify = new Identify(snapshot.spec(), routes, Kinds.compile(snapshot.spec(), keepers.identity()));
        Tenancy tenancy = new Tenancy(snapshot.spec().tenancy(), keepers.tenants());
        Authorise authorise = new Authorise(snapshot.spec(), routes);
        this.demands = new CellDemands(CellRoutes.areOn(snapshot.spec()));
        Faults faults = new Faults(routes, observer.traffic().faults());
        Mirrors mirrors = new Mirrors(routes, new Mirrors.Means(forwarding, snapshot, observer.traffic()));
        stops = List.of(
                new Stop("admit", this::admit), // is there room, and are we staying?
                new Stop("client", client), // who asks, behind trusted proxies
                new Stop("host", new HostCover()), // is the connection good for the host it is asked for
                new Stop("normalise", this::normalise), // one form of the path for matching and forwarding
                new Stop("route", this::route), // which route wins
                new Stop("guard", guard), // is the client's address let in, and is there room for changes
                new Stop("shed", this::shed), // does it matter enough, while there is too much to do
                new Stop("limit", limits::early), // how often is asked, whoever it is
                new Stop("demand", demands), // what requests to cells have to bring
                new Stop("identify", identify), // who asks, as far as the route wants to know
                new Stop("tenant", tenancy), // on whose behalf
                new Stop("authorise", authorise), // may they
                new Stop("quota", limits::late), // how often they ask, now that it is known who they are
                new Stop("fault", faults), // what the route breaks on purpose
                new Stop("introduce", introduction), // what the upstream is told about the client
                new Stop("present", new Present(snapshot.spec().forwarding().present())), // who asks, as we know it
                new Stop("tell", new TellClaims(routes)), // what the route says of the caller's claims
                new Stop("filter", this::filter), // what the route changes in the request
                new Stop("target", this::target), // what the upstream is asked for
                new Stop("steer", this::steer), // which of the route's upstreams is asked
                new Stop("sign", new Sign(snapshot.spec(), routes)), // what the upstream may believe
                new Stop("mirror", mirrors), // who gets a copy that nobody waits for
                new Stop("act", this::act)); // forward, redirect or respond
        stages = stops.stream().map(Stop::stage).toArray(Stage[]::new);
    }

    List<Stop> stops() {
        return stops;
    }

    Snapshot snapshot() {
        return snapshot;
    }

    @Override
    public void run(Exchange exchange) {
        for (int i = exchange.nextStage(); i < stages.length; i++) {
            exchange.nextStage(i + 1);
            switch (stages[i].visit(exchange)) {
                case Verdict.Proceed on -> {}
                case Verdict.Answer answer -> {
                    WayBack.answer(exchange, answer.reply());
                    return;
                }
                case Verdict.Reject reject -> {
                    WayBack.refuse(exchange, reject.failure());
                    return;
                }
                case Verdict.Later later -> {
                    return;
                }
            }
        }
    }

    private Verdict admit(Exchange exchange) {
        return admission.admit(exchange, snapshot.spec().limits());
    }

    private Verdict normalise(Exchange exchange) {
        String problem = pathRule.normalise(exchange.request());
        return problem == null ? Verdict.PROCEED : new Verdict.Reject(new Failure.BadPath(problem));
    }

    private Verdict route(Exchange exchange) {
        Cors cors = preflight(exchange);
        if (cors != null) {
            return new Verdict.Answer(cors.answer(exchange.request()));
        }
        if (snapshot.routes().match(exchange, exchange.match())) {
            exchange.route(exchange.match().route());
            return Verdict.PROCEED;
        }
        Verdict own = identify.visitOwn(exchange);
        if (own != null) {
            return own;
        }
        Verdict strayed = demands.strayed(exchange);
        Verdict verdict = strayed == null ? builtIn.find(exchange) : strayed;
        return verdict instanceof Verdict.Reject ? limits.unrouted(exchange, verdict) : verdict;
    }

    /** The rule for a preflight: that of the route which its real request would take. */
    private @Nullable Cors preflight(Exchange exchange) {
        Method asked = Cors.preflight(exchange.request());
        if (asked == null) {
            return null;
        }
        Method own = exchange.request().method();
        exchange.request().method(asked);
        boolean found = snapshot.routes().match(exchange, exchange.match());
        exchange.request().method(own);
        return found ? exchange.match().route().cors() : null;
    }

    private Verdict shed(Exchange exchange) {
        return admission.overload().shed(exchange, exchange.match().route());
    }

    private Verdict filter(Exchange exchange) {
        ExchangeVariables.edit(
                exchange.match().route().requestEdits(), exchange.request().headers(), exchange);
        return Verdict.PROCEED;
    }

    private Verdict target(Exchange exchange) {
        RouteMatch match = exchange.match();
        if (!(match.route().action() instanceof Action.Forward)) {
            return Verdict.PROCEED;
        }
        String problem = match.resolveTarget();
        if (problem != null) {
            return new Verdict.Reject(new Failure.BadPath(problem));
        }
        exchange.request().target(match.targetStart(), match.targetEnd());
        return Verdict.PROCEED;
    }

    private Verdict steer(Exchange exchange) {
        if (exchange.match().route().action() instanceof Action.Forward forward) {
            exchange.side(forward.steering().choose(exchange, exchange.loop().random()));
        }
        return Verdict.PROCEED;
    }

    private Verdict act(Exchange exchange) {
        return switch (exchange.match().route().action()) {
            case Action.Forward forward -> forward(exchange, forward);
            case Action.Redirect redirect -> new Verdict.Answer(RouteReply.redirect(redirect, exchange));
            case Action.Respond respond -> new Verdict.Answer(RouteReply.respond(respond));
        };
    }

    private Verdict forward(Exchange exchange, Action.Forward forward) {
        if (exchange.loop().backlog().refuses()) {
            exchange.loop().backlog().bound().refused();
            return new Verdict.Reject(new Failure.Overloaded("limits.buffers"));
        }
        Route route = exchange.match().route();
        if (exchange.request().asksForWebSocket() && route.spec().webSocket() == WebSocket.REFUSE) {
            return new Verdict.Reject(new Failure.WebSocketRefused(route.name()));
        }
        return forwarding.forward(exchange, forward.steering().upstreams().get(exchange.side()), forward.timeout());
    }

    private static List<String> upstreamsOf(Route route) {
        return route.action() instanceof Action.Forward forward
                ? forward.steering().upstreams()
                : List.of();
    }

    @Override
    public void answered(Exchange exchange) {
        wayBack.answered(exchange);
    }

    @Override
    public void left(Exchange exchange) {
        Route route = exchange.route();
        observer.left(exchange, route == null ? null : tallies[route.order()][Math.max(0, exchange.side())]);
        snapshot.leave(exchange.loop().index());
        admission.leave(exchange);
    }
}
