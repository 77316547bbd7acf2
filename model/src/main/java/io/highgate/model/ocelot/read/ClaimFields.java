package io.highgate.model.ocelot.read;

import io.highgate.base.problem.Place;
import io.highgate.model.ocelot.Feature;
import io.highgate.model.ocelot.OcelotClaims;
import io.highgate.model.spec.ClaimsSpec.ClaimSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a route does with claims, written like {@code Claims[sub] > value[1] > |}: the claim, which
 * part of it from 0, and the characters that divide it into parts. Pure but for the findings.
 */
final class ClaimFields {

    private static final Pattern TEXT =
            Pattern.compile("\\s*Claims\\[([^\\[\\]]+)]\\s*>\\s*value(?:\\[([0-9]{1,3})])?\\s*(?:>(.*))?");

    private final Fields fields;
    private final Map<Feature, Place> features;

    private ClaimFields(Fields fields, Map<Feature, Place> features) {
        this.fields = fields;
        this.features = features;
    }

    /** The settings of a route; where one is wrong, the route must not run. */
    static OcelotClaims claims(Fields fields, List<String> placeholders, Map<Feature, Place> features) {
        ClaimFields claims = new ClaimFields(fields, features);
        return new OcelotClaims(
                claims.parts("AddClaimsToRequest"),
                claims.required(placeholders),
                claims.parts("AddHeadersToRequest"),
                claims.parts("AddQueriesToRequest"),
                claims.parts("ChangeDownstreamPathTemplate"));
    }

    private Map<String, String> required(List<String> placeholders) {
        Map<String, String> required = fields.textMap("RouteClaimsRequirement");
        required.forEach((claim, value) -> {
            boolean refers = value.matches("\\{.+}");
            if (refers && !placeholders.contains(value.substring(1, value.length() - 1))) {
                wrong("RouteClaimsRequirement", "'" + value + "' is not in UpstreamPathTemplate: no claim equals it");
            } else if (!refers && value.contains("{")) {
                wrong(
                        "RouteClaimsRequirement",
                        "'" + value + "' mixes a placeholder and text; write a value, or just one placeholder");
            }
        });
        return required;
    }

    private Map<String, ClaimSpec> parts(String name) {
        Map<String, ClaimSpec> parts = new LinkedHashMap<>();
        fields.textMap(name).forEach((key, text) -> {
            ClaimSpec part = part(text);
            if (part == null) {
                wrong(name, "'" + text + "' of " + key + " is not a claim; write it like Claims[sub] > value[1] > |");
            } else {
                parts.put(key, part);
            }
        });
        return parts;
    }

    /** Without characters that divide it the whole claim is meant, whatever the number says. */
    private static @Nullable ClaimSpec part(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            return null;
        }
        String claim = matcher.group(1);
        String index = matcher.group(2);
        String delimiter = matcher.group(3) == null ? "" : matcher.group(3).strip();
        return index == null || delimiter.isEmpty()
                ? new ClaimSpec(claim, null, null)
                : new ClaimSpec(claim, Integer.valueOf(index), delimiter);
    }

    private void wrong(String name, String message) {
        fields.findings().error(fields.place(name), message);
        features.putIfAbsent(Feature.WRONG_CLAIMS, fields.place(name));
    }
}
