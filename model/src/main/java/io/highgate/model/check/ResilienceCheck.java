package io.highgate.model.check;

import io.highgate.base.unit.Secret;
import io.highgate.model.shape.Setting;
import io.highgate.model.shape.SpecShape;
import io.highgate.model.spec.BreakerSpec;
import io.highgate.model.spec.ConcurrencySpec;
import io.highgate.model.spec.EndpointSpec;
import io.highgate.model.spec.HashOnSpec;
import io.highgate.model.spec.HealthSpec;
import io.highgate.model.spec.OutlierSpec;
import io.highgate.model.spec.ProbeSpec;
import io.highgate.model.spec.RetrySpec;
import io.highgate.model.spec.StickySpec;
import io.highgate.model.spec.UpstreamSpec;
import io.highgate.model.spec.UpstreamSpec.Balancer;
import java.time.Duration;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Checks what an upstream's configuration says of balancing, health, circuits, retries and room. Pure. */
final class ResilienceCheck {

    private static final Pattern STATUSES = Pattern.compile("(\\d{3})(?:-(\\d{3}))?");
    private static final Duration SHORTEST_WINDOW = Duration.ofMillis(100);
    private static final int LEAST_SECRET = 16;
    private static final int MOST_WEIGHT = 1_000_000_000;

    private final UpstreamSpec upstream;
    private final String path;
    private final Report report;

    private ResilienceCheck(UpstreamSpec upstream, String path, Report report) {
        this.upstream = upstream;
        this.path = path;
        this.report = report;
    }

    static void check(UpstreamSpec upstream, String path, Report report) {
        ResilienceCheck check = new ResilienceCheck(upstream, path, report);
        check.balancing();
        check.sticky(upstream.sticky());
        check.health(upstream.health());
        check.breaker(upstream.breaker());
        check.retry(upstream.retry());
        check.concurrency(upstream.concurrency());
        check.deadlines();
    }

    private void positive(Record spec, String at) {
        for (Setting setting : SpecShape.of(spec.getClass()).settings()) {
            if (setting.valueIn(spec) instanceof Duration duration && duration.isZero()) {
                report.error(at + "." + setting.name(), "must be longer than 0; leave it out for the default");
            }
        }
    }

    private void balancing() {
        HashOnSpec on = upstream.hashOn();
        if (on != null) {
            long said = Stream.of(on.header(), on.cookie(), on.pathValue())
                            .filter(Objects::nonNull)
                            .count()
                    + (on.clientAddress() ? 1 : 0);
            if (said != 1) {
                report.error(path + ".hashOn", "needs exactly one of header, cookie, pathValue and clientAddress");
            }
            if (upstream.balancer() != Balancer.CONSISTENT_HASH) {
                report.warning(path + ".hashOn", "only the balancer consistent-hash looks at it");
            }
        }
        String zone = upstream.preferZone();
        if (zone != null
                && upstream.discover() == null
                && upstream.endpoints().stream().noneMatch(it -> zone.equals(it.zone()))) {
            report.warning(path + ".preferZone", "no endpoint is in zone '" + zone + "'");
        }
        long weight =
                upstream.endpoints().stream().mapToLong(EndpointSpec::weight).sum();
        if (weight > MOST_WEIGHT) {
            report.error(path + ".endpoints", "the weights add up to " + weight + ", the most is " + MOST_WEIGHT);
        }
    }

    private void sticky(@Nullable StickySpec sticky) {
        if (sticky == null) {
            return;
        }
        String at = path + ".sticky";
        positive(sticky, at);
        if (!HttpWords.isToken(sticky.cookie())) {
            report.error(
                    at + ".cookie",
                    "'" + sticky.cookie() + "' is not the name of a cookie: letters, digits, '-' and '_'");
        }
        Secret secret = sticky.secret();
        if (secret != null && secret.reveal().length() < LEAST_SECRET) {
            report.error(at + ".secret", "is too short to sign with; the least is " + LEAST_SECRET + " characters");
        }
        if (sticky.foreign() && secret != null) {
            report.warning(at + ".secret", "nothing is signed: the cookie is the application's own (foreign)");
        }
    }

    private void health(HealthSpec health) {
        ProbeSpec active = health.active();
        if (active != null) {
            probe(active, path + ".health.active");
        }
        OutlierSpec passive = health.passive();
        String at = path + ".health.passive";
        positive(passive, at);
        window(passive.window(), at + ".window");
        if (health.failOpenBelow().basisPoints() > 0
                && health.failOpenBelow().share() > 1 - health.maxEjected().share() + 1e-9
                && passive.on()) {
            report.warning(
                    path + ".health.failOpenBelow",
                    "passive health may take out " + health.maxEjected() + ", and then all are asked again at once");
        }
    }

    private void probe(ProbeSpec probe, String at) {
        positive(probe, at);
        if (probe.timeout().compareTo(probe.interval()) > 0) {
            report.warning(at + ".timeout", "is longer than the interval: the next probe waits for it");
        }
        statuses(probe.status(), at + ".status");
        Integer port = probe.port();
        if (port != null && (port < 1 || port > 65_535)) {
            report.error(at + ".port", port + " is no port; ports go from 1 to 65535");
        }
        boolean asksPath = probe.kind() == ProbeSpec.Kind.HTTP;
        if (asksPath && !(probe.path().startsWith("/") && isPlain(probe.path()))) {
            report.error(at + ".path", "must begin with / and hold neither spaces nor control characters");
        }
        if (probe.kind() == ProbeSpec.Kind.GRPC && upstream.protocol() == UpstreamSpec.Protocol.HTTP1) {
            report.error(at + ".kind", "gRPC needs HTTP/2: set the upstream's protocol to http2 or auto");
        }
        if (probe.body() != null && probe.kind() != ProbeSpec.Kind.HTTP) {
            report.warning(at + ".body", "is looked at for HTTP probes only");
        }
    }

    private static boolean isPlain(String target) {
        return target.chars().allMatch(it -> it > 0x20 && it < 0x7f);
    }

    private void statuses(String text, String at) {
        Matcher form = STATUSES.matcher(text.strip());
        boolean ok = form.matches();
        if (ok) {
            int first = Integer.parseInt(form.group(1));
            int last = form.group(2) == null ? first : Integer.parseInt(form.group(2));
            ok = first >= 100 && last <= 599 && first <= last;
        }
        if (!ok) {
            report.error(at, "'" + text + "' is no status and no range of them; write 200 or 200-299");
        }
    }

    private void window(Duration window, String at) {
        if (!window.isZero() && window.compareTo(SHORTEST_WINDOW) < 0) {
            report.error(at, "is too short to count in; the least is 100ms");
        }
    }

    private void breaker(@Nullable BreakerSpec breaker) {
        if (breaker == null) {
            return;
        }
        String at = path + ".breaker";
        positive(breaker, at);
        window(breaker.window(), at + ".window");
        if (breaker.failureRatio().basisPoints() == 0) {
            report.error(at + ".failureRatio", "0% would open it at the first failure; say consecutiveFailures: 1");
        }
    }

    private void retry(RetrySpec retry) {
        String at = path + ".retry";
        for (int i = 0; i < retry.statuses().size(); i++) {
            int status = retry.statuses().get(i);
            if (status < 400 || status > 599) {
                report.error(at + ".statuses[" + i + "]", status + " is no error; statuses from 400 to 599 are");
            }
        }
        for (int i = 0; i < retry.methods().size(); i++) {
            if (!HttpWords.isToken(retry.methods().get(i))) {
                report.error(at + ".methods[" + i + "]", "'" + retry.methods().get(i) + "' is not a method");
            }
        }
        if (retry.count() > 0 && retry.budget().basisPoints() == 0 && retry.budgetFloor() == 0) {
            report.warning(at + ".budget", "nothing is ever tried again: budget and budgetFloor are 0");
        }
        if (retry.hedgeAfter() != null) {
            hedging(retry.hedgeAfter());
        }
    }

    private void hedging(Duration after) {
        String at = path + ".retry.hedgeAfter";
        Duration perTry = upstream.perTryTimeout();
        if (after.isZero()) {
            report.error(at, "must be longer than 0; leave it out to ask one endpoint at a time");
        }
        if (upstream.retry().count() == 0) {
            report.error(at, "counts as a retry, of which retry.count allows none");
        }
        if (perTry != null && after.compareTo(perTry) >= 0) {
            report.error(at, "must be shorter than perTryTimeout, which ends the try before");
        }
        if (upstream.sticky() != null) {
            report.error(at, "asks another endpoint than the one that sticky keeps the client at");
        }
    }

    private void concurrency(ConcurrencySpec concurrency) {
        if (concurrency.inFlight() != null && concurrency.pendingTimeout().isZero() && concurrency.pending() > 0) {
            report.error(path + ".concurrency.pendingTimeout", "must be longer than 0; set pending to 0 for no line");
        }
    }

    private void deadlines() {
        Duration overall = upstream.overallTimeout();
        Duration perTry = upstream.perTryTimeout();
        if (overall != null && overall.isZero()) {
            report.error(path + ".overallTimeout", "must be longer than 0; leave it out for no limit");
        } else if (overall != null && perTry != null && perTry.compareTo(overall) > 0) {
            report.warning(path + ".perTryTimeout", "is longer than overallTimeout, which ends it before");
        }
        if (upstream.slowStart() != null && upstream.slowStart().isZero()) {
            report.error(path + ".slowStart", "must be longer than 0; leave it out for none");
        }
    }
}
