package io.highgate.model.ocelot.translate;

import io.highgate.base.problem.Place;
import io.highgate.model.ocelot.Findings;
import io.highgate.model.ocelot.OcelotOptions;
import io.highgate.model.ocelot.OcelotRoute;
import io.highgate.model.spec.FilterSpec;
import io.highgate.model.spec.FilterSpec.HeaderEditSpec;
import io.highgate.model.spec.FilterSpec.ReplaceSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Header transforms as filters. A value with a comma is find and replace in the first value of the
 * field; without one a request's field is set, a response's is added where there is none. Pure but for
 * the findings.
 */
final class HeaderTransforms {

    private static final Pattern BRACES = Pattern.compile("\\{([^{}]*)}");
    private static final Map<String, String> PLACEHOLDERS = Map.of(
            "BaseUrl", "{base_url}",
            "RemoteIpAddress", "{client_ip}",
            "TraceId", "{trace_id}",
            "UpstreamHost", "{host}");
    private static final String ENDPOINT = "{DownstreamBaseUrl}";

    private final Findings findings;
    private final @Nullable String baseUrl;

    /** @param baseUrl what {@code GlobalConfiguration} says it is, put in place of {@code {BaseUrl}} */
    HeaderTransforms(Findings findings, @Nullable String baseUrl) {
        this.findings = findings;
        this.baseUrl = baseUrl;
    }

    List<FilterSpec> filters(OcelotRoute route) {
        OcelotOptions.Transforms transforms = route.options().transforms();
        List<FilterSpec> filters = new ArrayList<>();
        HeaderEditSpec request = edit(route.at("UpstreamHeaderTransform"), transforms.upstream(), true);
        if (request != null) {
            filters.add(new FilterSpec.RequestHeaders(request));
        }
        HeaderEditSpec response = edit(route.at("DownstreamHeaderTransform"), transforms.downstream(), false);
        if (response != null) {
            filters.add(new FilterSpec.ResponseHeaders(response));
        }
        return List.copyOf(filters);
    }

    private @Nullable HeaderEditSpec edit(Place place, Map<String, String> transforms, boolean request) {
        List<ReplaceSpec> replace = new ArrayList<>();
        Map<String, String> values = new LinkedHashMap<>();
        transforms.forEach((name, text) -> {
            int comma = text.indexOf(',');
            if (comma >= 0) {
                ReplaceSpec spec = replace(place.child(name), name, text);
                if (spec != null) {
                    replace.add(spec);
                }
            } else {
                String value = translate(place.child(name), text);
                if (value != null) {
                    values.put(name, value);
                }
            }
        });
        if (replace.isEmpty() && values.isEmpty()) {
            return null;
        }
        return new HeaderEditSpec(
                List.of(), replace, request ? values : Map.of(), Map.of(), request ? Map.of() : values);
    }

    /** Ocelot splits at commas and reads the first two parts. */
    private @Nullable ReplaceSpec replace(Place place, String name, String text) {
        String[] parts = text.split(",", -1);
        if (parts[0].isEmpty()) {
            findings.error(place, "'" + text + "' has nothing to find before the comma; write 'find, replace'");
            return null;
        }
        String with = translate(place, parts[1].stripLeading());
        String find = parts[0].strip().equals(ENDPOINT) ? "{endpoint_url}" : parts[0];
        return with == null ? null : new ReplaceSpec(name, find, with);
    }

    private @Nullable String translate(Place place, String text) {
        Matcher braces = BRACES.matcher(text);
        StringBuilder translated = new StringBuilder();
        while (braces.find()) {
            String known = known(braces.group(1));
            if (known == null) {
                findings.warning(
                        place,
                        "'" + braces.group()
                                + "' is not a placeholder that Ocelot knows; this transform is left out, as"
                                + " Ocelot does");
                return null;
            }
            braces.appendReplacement(translated, Matcher.quoteReplacement(known));
        }
        return braces.appendTail(translated).toString();
    }

    private @Nullable String known(String name) {
        return name.equals("BaseUrl") && baseUrl != null ? baseUrl : PLACEHOLDERS.get(name);
    }
}
