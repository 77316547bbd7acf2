package io.highgate.gateway.route;

import io.highgate.gateway.ask.Asked;
import io.highgate.gateway.http.Headers;
import io.highgate.gateway.http.RequestHead;
import io.highgate.gateway.route.index.Candidate;
import io.highgate.gateway.route.index.HostIndex;
import io.highgate.gateway.route.index.Walk;
import io.highgate.gateway.route.path.Escape;
import io.highgate.gateway.route.path.QueryCursor;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The route that was found for a request, and its captures as spans of the head's array. It is
 * filled by {@link RouteTable#match} and used again for the next request, and so holds only as long
 * as the head does. Confined to one event loop.
 */
public final class RouteMatch {

    private static final byte[] NOTHING = {};

    private final Walk walk = new Walk();
    private List<Route> routes = List.of();
    private @Nullable RequestHead head;
    private final List<Parameter> parameters = new ArrayList<>();
    private final List<Parameter> given = new ArrayList<>();
    private int targetStart;
    private int targetEnd;

    /** What the target gets in place of what the request says, its octets as they are sent. */
    private record Parameter(String name, byte[] octets) {}

    /** Looks for the request's route; whether there is one. */
    boolean find(HostIndex hosts, List<Route> among, Asked asked) {
        RequestHead request = asked.request();
        head = request;
        routes = among;
        parameters.clear();
        given.clear();
        walk.begin(asked);
        return hosts.search(request, walk);
    }

    /** Whether a route was found. */
    public boolean isFound() {
        return walk.best() != null;
    }

    /** The same for a copy of the request, whose octets stand at the same places. */
    public RouteMatch of(RequestHead copy) {
        RouteMatch same = new RouteMatch();
        same.head = copy;
        same.routes = routes;
        same.walk.copy(walk);
        return same;
    }

    /**
     * The route.
     *
     * @throws IllegalStateException if none was found
     */
    public Route route() {
        return routes.get(candidate().route().order());
    }

    /** The path template that matched, as it is written; empty for a route for every path. */
    public String template() {
        return candidate().template();
    }

    Candidate candidate() {
        Candidate best = walk.best();
        if (best == null) {
            throw new IllegalStateException("no route was found");
        }
        return best;
    }

    private RequestHead head() {
        if (head == null) {
            throw new IllegalStateException("no request was matched");
        }
        return head;
    }

    /** The text captured under the name, as it came (percent-encoded), or null. */
    public @Nullable String capture(String name) {
        int index = index(name);
        return index < 0 ? null : text(index);
    }

    /** All captures in the order of the template. */
    public Map<String, String> captures() {
        Map<String, String> captures = new LinkedHashMap<>();
        for (int i = 0; i < candidate().captures().size(); i++) {
            captures.put(candidate().captures().get(i), text(i));
        }
        return captures;
    }

    /** Puts a text in the place of a reference, whatever was captured, percent-encoded where it must be. */
    public void replace(String name, String text) {
        int index = index(name);
        byte[] octets = Escape.encoded(text);
        if (index < 0) {
            given.add(new Parameter(name, octets));
        } else {
            int at = head().headers().append(octets, 0, octets.length);
            walk.captures().set(index, at, at + octets.length);
        }
    }

    /** Has the target get a parameter; those that the request has of that name are left out. */
    public void parameter(String name, String value) {
        String written = new String(Escape.encoded(name), StandardCharsets.ISO_8859_1) + "="
                + new String(Escape.encoded(value), StandardCharsets.ISO_8859_1);
        parameters.add(new Parameter(name, written.getBytes(StandardCharsets.ISO_8859_1)));
    }

    /** What stands in the place of a reference that nothing was captured for; null if nothing does. */
    byte @Nullable [] given(String name) {
        for (Parameter one : given) {
            if (one.name().equals(name)) {
                return one.octets();
            }
        }
        return null;
    }

    /** Has the target do without the parameters of that name. */
    public void dropParameter(String name) {
        parameters.add(new Parameter(name, NOTHING));
    }

    String text(int index) {
        return new String(octets(index), StandardCharsets.ISO_8859_1);
    }

    byte[] octets(int index) {
        return Arrays.copyOfRange(head().headers().bytes(), start(index), end(index));
    }

    /** The place of the capture of that name, or -1. */
    int index(String name) {
        return candidate().captures().indexOf(name);
    }

    int start(int index) {
        return walk.captures().start(index);
    }

    int end(int index) {
        return walk.captures().end(index);
    }

    /** Whether the capture comes from the path, not from the query. */
    boolean isFromPath(int index) {
        return end(index) <= head().pathEnd() && start(index) >= head().pathStart();
    }

    /**
     * Works out the target that the upstream is asked for, path and query, and leaves it in the
     * head's array; returns what is wrong with it (for a 400), or null.
     */
    public @Nullable String resolveTarget() {
        String problem = resolve();
        if (problem == null && !parameters.isEmpty()) {
            addParameters();
        }
        return problem;
    }

    private void addParameters() {
        Headers headers = head().headers();
        byte[] bytes = headers.bytes();
        int mark = targetStart;
        while (mark < targetEnd && bytes[mark] != '?') {
            mark++;
        }
        Target target = new Target(headers);
        target.copy(targetStart, mark);
        char separator = '?';
        QueryCursor cursor = new QueryCursor(bytes, Math.min(mark + 1, targetEnd), targetEnd);
        while (cursor.next()) {
            String name = cursor.name();
            if (parameters.stream().noneMatch(it -> it.name().equals(name))) {
                target.octet(separator);
                target.copy(cursor.start(), cursor.end());
                separator = '&';
            }
        }
        for (Parameter parameter : parameters) {
            if (parameter.octets().length > 0) {
                target.octet(separator);
                target.text(parameter.octets());
                separator = '&';
            }
        }
        target(target.start(), target.end());
    }

    private @Nullable String resolve() {
        RequestHead request = head();
        if (route().action() instanceof Action.Forward forward && forward.rewrite() != null) {
            return forward.rewrite().write(this, request);
        }
        int start = request.pathStart();
        int end = request.pathEnd();
        if (request.hasQuery()) {
            // An unchanged path lies right before its query: then nothing is copied.
            if (request.queryStart() != end + 1 || request.headers().bytes()[end] != '?') {
                Target target = new Target(request.headers());
                target.copy(start, end);
                target.octet('?');
                target.copy(request.queryStart(), request.queryEnd());
                start = target.start();
            }
            end = start + (request.pathEnd() - request.pathStart()) + 1 + request.queryEnd() - request.queryStart();
        }
        target(start, end);
        return null;
    }

    void target(int start, int end) {
        targetStart = start;
        targetEnd = end;
    }

    /** Where the resolved target begins in the head's array. */
    public int targetStart() {
        return targetStart;
    }

    /** Where the resolved target ends in the head's array. */
    public int targetEnd() {
        return targetEnd;
    }

    /** The resolved target. */
    public String targetText() {
        return new String(head().headers().bytes(), targetStart, targetEnd - targetStart, StandardCharsets.ISO_8859_1);
    }
}
