package io.highgate.model.ocelot.translate;

import io.highgate.base.problem.Place;
import io.highgate.model.ocelot.Candidate;
import io.highgate.model.ocelot.Feature;
import io.highgate.model.ocelot.Findings;
import io.highgate.model.ocelot.OcelotAggregate;
import io.highgate.model.ocelot.OcelotGlobal;
import io.highgate.model.ocelot.OcelotMatch;
import io.highgate.model.ocelot.OcelotRoute;
import io.highgate.model.ocelot.OcelotTemplate;
import io.highgate.model.ocelot.TemplateText;
import io.highgate.model.shape.SpecShape;
import io.highgate.model.spec.FilterSpec;
import io.highgate.model.spec.RateLimitSpec;
import io.highgate.model.spec.RegistriesSpec;
import io.highgate.model.spec.RespondSpec;
import io.highgate.model.spec.RewriteSpec;
import io.highgate.model.spec.RouteSpec;
import io.highgate.model.spec.UpstreamSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Says in native routes what the file says, in Ocelot's order. What must not run, or cannot yet, keeps
 * its place and answers 501, so that no catch-all takes its requests. Confined to one thread; used for
 * one file.
 */
public final class Translation {

    private static final int NOT_IMPLEMENTED = 501;
    private static final RouteSpec PLAIN = SpecShape.defaults(RouteSpec.class);

    private final Findings findings;
    private final OcelotGlobal global;
    private final @Nullable Services services;
    private final Upstreams upstreams;
    private final HeaderTransforms transforms;
    private final Set<String> authenticators;
    private final Names names = new Names();
    private final FeatureReport report = new FeatureReport();
    private final List<RouteSpec> routes = new ArrayList<>();

    /**
     * Begins one.
     *
     * @param authenticators the names of those that native files define
     */
    public Translation(
            Findings findings, OcelotGlobal global, UpstreamSpec upstreamPattern, Set<String> authenticators) {
        this.findings = findings;
        this.global = global;
        this.services = Services.of(global.provider());
        this.upstreams = new Upstreams(findings, upstreamPattern, services);
        this.authenticators = authenticators;
        this.transforms = new HeaderTransforms(findings, global.baseUrl());
    }

    /** Translates all, and reports what is not supported. */
    public void translate(List<Candidate> order) {
        for (int i = 0; i < order.size(); i++) {
            int priority = Selection.nativePriority(i, order.size());
            routes.add(
                    switch (order.get(i)) {
                        case OcelotRoute route ->
                            route(GlobalDefaults.apply(route, global, findings.compat()), priority);
                        case OcelotAggregate aggregate -> aggregate(aggregate, priority);
                    });
        }
        report.report(findings);
    }

    public List<RouteSpec> routes() {
        return List.copyOf(routes);
    }

    public Map<String, UpstreamSpec> upstreams() {
        return upstreams.all();
    }

    /** Where services are looked up. */
    public RegistriesSpec registries() {
        return services == null ? SpecShape.defaults(RegistriesSpec.class) : services.registries();
    }

    private RouteSpec aggregate(OcelotAggregate aggregate, int priority) {
        report.add(Feature.AGGREGATES, aggregate, aggregate.place());
        String name = "aggregate-" + Names.slug(aggregate.match().template()) + "-" + aggregate.index();
        return refusing(names.take(name), aggregate, priority, Feature.AGGREGATES);
    }

    private RouteSpec route(OcelotRoute route, int priority) {
        String key = route.key();
        String name = names.take(key != null ? key : Names.slug(route.match().template()) + "-" + route.index());
        Map<Feature, Place> asked = new EnumMap<>(AskedFeatures.of(route, authenticators, services != null));
        asked.forEach((feature, place) -> report.add(feature, route, place));
        return asked.keySet().stream()
                .filter(Feature::refuses)
                .findFirst()
                .map(feature -> refusing(name, route, priority, feature))
                .orElseGet(() -> forwarding(name, route, priority));
    }

    private RouteSpec refusing(String name, Candidate candidate, int priority, Feature feature) {
        RespondSpec respond = new RespondSpec(
                NOT_IMPLEMENTED,
                "application/json",
                "{\"code\":\"NOT_SUPPORTED\",\"message\":\"" + quoted(candidate) + " needs " + feature.title()
                        + ", which is not supported yet\"}");
        Deed deed = new Deed(null, null, respond, List.of(), List.of(), null);
        return SpecShape.with(PLAIN, settings(name, candidate, priority, deed));
    }

    /** Which one it is, for the client; a template has no character but '"' that JSON would escape. */
    private static String quoted(Candidate candidate) {
        return candidate.list() + " '" + candidate.match().template().replace("\"", "\\\"") + "'";
    }

    private RouteSpec forwarding(String name, OcelotRoute route, int priority) {
        Duration timeout = RouteTimeout.of(route, findings);
        RewriteSpec rewrite = new RewriteSpec(
                target(route), findings.compat().is25() ? RewriteSpec.Query.OCELOT_25 : RewriteSpec.Query.OCELOT_20);
        List<FilterSpec> filters = transforms.filters(route);
        List<RateLimitSpec> limits = RouteLimit.of(route, findings);
        Deed deed = new Deed(upstreams.nameFor(route), rewrite, null, filters, limits, timeout);
        Map<String, @Nullable Object> settings = settings(name, route, priority, deed);
        settings.putAll(RouteAccess.of(route, findings.compat()));
        return SpecShape.with(PLAIN, settings);
    }

    /** What is done with the requests of a route; forwards or responds. Immutable. */
    private record Deed(
            @Nullable String upstream,
            @Nullable RewriteSpec rewrite,
            @Nullable RespondSpec respond,
            List<FilterSpec> filters,
            List<RateLimitSpec> rateLimits,
            @Nullable Duration timeout) {}

    private Map<String, @Nullable Object> settings(String name, Candidate candidate, int priority, Deed deed) {
        OcelotMatch match = candidate.match();
        String host = match.host();
        Map<String, @Nullable Object> settings = new HashMap<>();
        settings.put("name", name);
        settings.put("hosts", host == null ? List.of() : List.of(host));
        settings.put("paths", template(candidate).nativePaths());
        settings.put("caseSensitive", match.caseSensitive());
        settings.put("methods", match.methods());
        settings.put("headWithGet", !match.namesGetOnly());
        settings.put("headers", HeaderTemplates.conditions(match));
        settings.put("priority", priority);
        settings.put("upstream", deed.upstream());
        settings.put("rewrite", deed.rewrite());
        settings.put("respond", deed.respond());
        settings.put("filters", deed.filters());
        settings.put("rateLimits", deed.rateLimits());
        settings.put("timeout", deed.timeout());
        return settings;
    }

    private OcelotTemplate template(Candidate candidate) {
        return OcelotTemplate.parse(candidate.match().template(), findings.compat());
    }

    /** The downstream template; a placeholder that nothing gives a value goes out as it is, as from Ocelot. */
    private String target(OcelotRoute route) {
        OcelotTemplate template = template(route);
        String to = route.target().template();
        for (String name : TemplateText.placeholders(to)) {
            if (template.emptied().contains(name)) {
                to = to.replace("{" + name + "}", "");
            } else if (!template.captures().contains(name)
                    && !route.claims().path().containsKey(name)) {
                findings.warning(
                        route.at("DownstreamPathTemplate"),
                        "{" + name + "} is not in UpstreamPathTemplate: it has no value and goes out as it is");
                to = to.replace("{" + name + "}", "%7B" + name + "%7D");
            }
        }
        return to.endsWith("?") ? to.substring(0, to.length() - 1) : to;
    }
}
