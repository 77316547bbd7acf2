package io.highgate.model.check;

import io.highgate.model.path.PathTemplate;
import io.highgate.model.path.RegularExpressions;
import io.highgate.model.path.TemplateSlips;
import io.highgate.model.path.ValueTemplate;
import io.highgate.model.spec.MatchSpec;
import io.highgate.model.spec.RedirectSpec;
import io.highgate.model.spec.RouteSpec;
import io.highgate.model.spec.UpstreamSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Checks one route after the other. Confined to one thread. */
final class RouteCheck {

    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

    private final Map<String, UpstreamSpec> upstreams;
    private final AccessCheck access;
    private final Report report;

    RouteCheck(Map<String, UpstreamSpec> upstreams, AccessCheck access, Report report) {
        this.upstreams = upstreams;
        this.access = access;
        this.report = report;
    }

    void check(RouteSpec route, String at) {
        if (!Names.isPrintable(route.name())) {
            report.error(at + ".name", "the route's name is empty, too long or has control characters in it");
        }
        hosts(route.hosts(), at);
        methods(route.methods(), at);
        if (!route.headWithGet()
                && (!route.methods().contains("GET") || route.methods().contains("HEAD"))) {
            report.warning(at + ".headWithGet", "has no effect: it is for a route that names GET and not HEAD");
        }
        List<String> captures = paths(route.paths(), at);
        matches(route.headers(), true, at + ".headers");
        matches(route.query(), false, at + ".query");
        target(route, at);
        TrafficCheck.check(route, Set.copyOf(captures), new TrafficCheck.Scope(upstreams.keySet(), at, report));
        WindowCheck.check(route, at, report);
        ProtectionCheck.cors(route.cors(), at + ".cors", report);
        access.check(route.access(), captures, at + ".access");
        access.check(route, at + ".claims");
        if (route.rewrite() != null) {
            List<String> known = new ArrayList<>(captures);
            known.addAll(route.claims().toPath().keySet());
            template(route.rewrite().to(), known, at + ".rewrite.to");
        }
        if (route.redirect() != null) {
            redirect(route.redirect(), captures, at + ".redirect");
        }
        if (route.respond() != null && !HttpWords.isFieldValue(route.respond().contentType())) {
            report.error(at + ".respond.contentType", "is not a header value: plain ASCII without line breaks");
        }
        FilterCheck.check(route.filters(), captures, at + ".filters", report);
    }

    private void target(RouteSpec route, String at) {
        long targets = Stream.of(route.upstream(), route.split(), route.redirect(), route.respond())
                .filter(java.util.Objects::nonNull)
                .count();
        if (targets != 1) {
            report.error(
                    at,
                    "route '%s' needs exactly one of upstream, split, redirect and respond, and has %s"
                            .formatted(route.name(), targets == 0 ? "none" : "" + targets));
        }
        subset(route, at + ".subset");
        if (!route.forwards() && route.rewrite() != null) {
            report.error(at + ".rewrite", "has no effect without an upstream");
        }
    }

    private void subset(RouteSpec route, String at) {
        if (route.subset().isEmpty()) {
            return;
        }
        if (!route.forwards()) {
            report.error(at, "has no effect without an upstream");
        }
        for (String name : route.targets()) {
            UpstreamSpec upstream = upstreams.get(name);
            if (upstream != null
                    && upstream.discover() == null
                    && upstream.endpoints().stream()
                            .noneMatch(it -> it.labels()
                                    .entrySet()
                                    .containsAll(route.subset().entrySet()))) {
                report.warning(at, "no endpoint of upstream '" + name + "' has the labels " + route.subset());
            }
        }
    }

    private void hosts(List<String> hosts, String at) {
        for (int i = 0; i < hosts.size(); i++) {
            String host = hosts.get(i);
            String name = host.startsWith("*.") ? host.substring(2) : host;
            if (!HttpWords.isHost(name)) {
                String hint = host.equals("*") ? "leave hosts out to match every host" : "write it without a port";
                report.error(
                        at + ".hosts[" + i + "]",
                        "'" + host + "' is neither a host like api.example.com nor *.example.com; " + hint);
            }
        }
    }

    private void methods(List<String> methods, String at) {
        for (int i = 0; i < methods.size(); i++) {
            String method = methods.get(i);
            String path = at + ".methods[" + i + "]";
            if (!HttpWords.isToken(method)) {
                report.error(path, "'" + method + "' is not a method");
            } else if (!method.equals(method.toUpperCase(java.util.Locale.ROOT))) {
                report.warning(path, "methods are case-sensitive; '" + method + "' is not the usual spelling");
            }
        }
    }

    /** The captures that every path of the route has, so that whichever matches, they have values. */
    private List<String> paths(List<String> paths, String at) {
        @Nullable Set<String> common = null;
        for (int i = 0; i < paths.size(); i++) {
            String path = at + ".paths[" + i + "]";
            TemplateSlips.doubts(paths.get(i)).forEach(doubt -> report.warning(path, doubt));
            try {
                List<String> captures = PathTemplate.parse(paths.get(i)).captures();
                if (common == null) {
                    common = new HashSet<>(captures);
                } else {
                    common.retainAll(captures);
                }
            } catch (IllegalArgumentException e) {
                report.error(path, String.valueOf(e.getMessage()));
            }
        }
        return common == null ? List.of() : new ArrayList<>(common);
    }

    private void matches(List<MatchSpec> matches, boolean header, String at) {
        for (int i = 0; i < matches.size(); i++) {
            MatchSpec match = matches.get(i);
            String path = at + "[" + i + "]";
            if (header ? !HttpWords.isToken(match.name()) : match.name().isEmpty()) {
                report.error(path + ".name", "'" + match.name() + "' is not a name");
            }
            if (match.value() != null && match.regex() != null) {
                report.error(path, "has a value and a regex; write one of them");
            }
            if (match.regex() != null) {
                try {
                    RegularExpressions.compile(match.regex());
                } catch (IllegalArgumentException e) {
                    report.error(path + ".regex", String.valueOf(e.getMessage()));
                }
            }
        }
    }

    private void redirect(RedirectSpec redirect, List<String> captures, String at) {
        if (!REDIRECTS.contains(redirect.status())) {
            report.error(at + ".status", redirect.status() + " is none of 301, 302, 303, 307, 308");
        }
        String scheme = redirect.scheme();
        if (scheme != null && !scheme.equals("http") && !scheme.equals("https")) {
            report.error(at + ".scheme", "'" + scheme + "' is neither http nor https");
        }
        if (redirect.host() != null && !HttpWords.isHost(redirect.host())) {
            report.error(at + ".host", "'" + redirect.host() + "' is not a host name; the port has its own setting");
        }
        if (redirect.path() != null) {
            template(redirect.path(), captures, at + ".path");
        }
        if (redirect.scheme() == null
                && redirect.host() == null
                && redirect.port() == null
                && redirect.path() == null) {
            report.error(at, "leads back to the same place; set scheme, host, port or path");
        }
    }

    /** Templates of paths: they begin with a slash and refer to captures only. */
    private void template(String text, List<String> captures, String at) {
        if (!text.startsWith("/") && !text.startsWith("{")) {
            report.error(at, "'" + text + "' does not begin with '/'");
        }
        ValueTemplate template = ValueTemplate.parse(text);
        for (ValueTemplate.Piece piece : template.pieces()) {
            if (piece instanceof ValueTemplate.Text plain && !isPathText(plain.text())) {
                report.error(
                        at,
                        "'" + text + "' is not a path: captures are written {name}, other special "
                                + "characters percent-encoded");
                return;
            }
        }
        FilterCheck.references(template, new FilterCheck.Scope(captures, List.of()), at, report);
    }

    private static boolean isPathText(String text) {
        return text.chars().allMatch(c -> c > ' ' && c < 0x7f && "{}\\#\"<>".indexOf(c) < 0);
    }
}
