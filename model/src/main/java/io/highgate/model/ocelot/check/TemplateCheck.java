package io.highgate.model.ocelot.check;

import io.highgate.base.problem.Place;
import io.highgate.model.ocelot.Findings;
import io.highgate.model.ocelot.OcelotTemplate;
import io.highgate.model.ocelot.TemplateText;

/** The rules for upstream and downstream templates. Pure but for the findings. */
final class TemplateCheck {

    private final Findings findings;

    TemplateCheck(Findings findings) {
        this.findings = findings;
    }

    /** Whether an upstream template can be used. */
    boolean upstream(Place place, String template) {
        if (!common(place, template)) {
            return false;
        }
        String repeated = TemplateText.repeated(template);
        if (!repeated.isEmpty()) {
            findings.error(place, "'" + template + "' has the placeholder {" + repeated + "} twice; rename one");
            return false;
        }
        try {
            OcelotTemplate.parse(template, findings.compat());
            return true;
        } catch (IllegalArgumentException e) {
            findings.error(place, String.valueOf(e.getMessage()));
            return false;
        }
    }

    /** Whether a downstream template can be used. */
    boolean downstream(Place place, String template) {
        if (!common(place, template)) {
            return false;
        }
        String repeated = TemplateText.repeated(template);
        if (findings.compat().is25() && !repeated.isEmpty()) {
            findings.error(
                    place, "'" + template + "' has the placeholder {" + repeated + "} twice; Ocelot 25 refuses that");
        }
        return true;
    }

    private boolean common(Place place, String template) {
        if (template.isEmpty()) {
            findings.error(place, "the template is missing; write a path like /orders/{id}");
            return false;
        }
        if (template.contains("http://") || template.contains("https://")) {
            findings.error(
                    place,
                    "'" + template + "' has a scheme; write the path alone, and the rest in DownstreamScheme"
                            + " and DownstreamHostAndPorts");
            return false;
        }
        if (!template.startsWith("/")) {
            findings.error(place, "'" + template + "' does not begin with '/'; write '/" + template + "'");
            return false;
        }
        if (template.contains("//")) {
            findings.error(
                    place,
                    "'" + template + "' has '//', which never matches; write '" + template.replaceAll("/{2,}", "/")
                            + "'");
            return false;
        }
        return true;
    }
}
