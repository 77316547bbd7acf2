package io.highgate.model.check;

import io.highgate.base.problem.Suggestion;
import io.highgate.model.path.ValueTemplate;
import io.highgate.model.spec.FilterSpec;
import io.highgate.model.spec.FilterSpec.HeaderEditSpec;
import io.highgate.model.spec.FilterSpec.ReplaceSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Checks filters: field names, values, and what the values refer to. Pure. */
final class FilterCheck {

    /** What every value may refer to beside captures. */
    private static final List<String> EVERYWHERE = List.of(
            "client_ip",
            "host",
            "request_id",
            "trace_id",
            "base_url",
            "tls_version",
            "tls_cipher",
            "tls_server_name",
            "client_certificate_subject",
            "client_certificate_sha256",
            "client_certificate_names");

    private static final List<String> IN_RESPONSES =
            Stream.concat(EVERYWHERE.stream(), Stream.of("endpoint_url")).toList();

    private FilterCheck() {}

    static void check(List<FilterSpec> filters, List<String> captures, String at, Report report) {
        for (int i = 0; i < filters.size(); i++) {
            String path = at + "[" + i + "].";
            switch (filters.get(i)) {
                case FilterSpec.RequestHeaders it ->
                    edit(it.edit(), new Scope(captures, EVERYWHERE), path + "requestHeaders", report);
                case FilterSpec.ResponseHeaders it ->
                    edit(it.edit(), new Scope(captures, IN_RESPONSES), path + "responseHeaders", report);
                case FilterSpec.Sign it -> SigningCheck.check(it.sign(), path + "sign", report);
                case FilterSpec.SecureHeaders it -> {
                    String there = path + "secureHeaders.";
                    plain(it.headers().frames(), there + "frames", report);
                    plain(it.headers().referrer(), there + "referrer", report);
                    plain(it.headers().content(), there + "content", report);
                    plain(it.headers().transport(), there + "transport", report);
                }
            }
        }
    }

    private static void edit(HeaderEditSpec edit, Scope scope, String at, Report report) {
        for (int i = 0; i < edit.remove().size(); i++) {
            name(edit.remove().get(i), at + ".remove[" + i + "]", report);
        }
        for (int i = 0; i < edit.replace().size(); i++) {
            ReplaceSpec replace = edit.replace().get(i);
            String path = at + ".replace[" + i + "]";
            name(replace.name(), path + ".name", report);
            value(replace.find(), scope, path + ".find", report);
            value(replace.with(), scope, path + ".with", report);
            if (replace.find().isEmpty()) {
                report.error(path + ".find", "must not be empty; use set to give a field a new value");
            }
        }
        values(edit.set(), scope, at + ".set", report);
        values(edit.add(), scope, at + ".add", report);
        values(edit.addIfAbsent(), scope, at + ".addIfAbsent", report);
    }

    private static void values(Map<String, String> fields, Scope scope, String at, Report report) {
        fields.forEach((name, text) -> {
            name(name, at + "." + name, report);
            value(text, scope, at + "." + name, report);
        });
    }

    private static void name(String name, String at, Report report) {
        if (!HttpWords.isToken(name)) {
            report.error(at, "'" + name + "' is not the name of a header field");
        } else if (HttpWords.belongsToConnection(name)) {
            report.error(at, "'" + name + "' belongs to the connection; the gateway itself writes it");
        }
    }

    private static void plain(String text, String at, Report report) {
        if (text.isEmpty() || !HttpWords.isFieldValue(text)) {
            report.error(at, "is not a header value: plain ASCII without line breaks, or 'off'");
        }
    }

    private static void value(String text, Scope scope, String at, Report report) {
        if (!HttpWords.isFieldValue(text)) {
            report.error(at, "is not a header value: plain ASCII without line breaks");
        }
        references(ValueTemplate.parse(text), scope, at, report);
    }

    /** Reports each reference to what is not there. */
    static void references(ValueTemplate template, Scope scope, String at, Report report) {
        List<String> known = new ArrayList<>(scope.captures());
        known.addAll(scope.others());
        for (String name : template.references()) {
            if (!known.contains(name)) {
                String there =
                        known.isEmpty() ? "; nothing is captured here" : "; there are " + String.join(", ", known);
                report.error(
                        at,
                        "'{" + name + "}' is not captured by every path of the route"
                                + Suggestion.nearest(name, known)
                                        .map(it -> "; did you mean '" + it + "'?")
                                        .orElse(there));
            }
        }
    }

    /** What a value may refer to. */
    record Scope(List<String> captures, List<String> others) {}
}
