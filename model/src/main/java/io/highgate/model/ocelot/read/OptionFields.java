package io.highgate.model.ocelot.read;

import io.highgate.base.problem.Place;
import io.highgate.model.ocelot.Feature;
import io.highgate.model.ocelot.OcelotOptions;
import io.highgate.model.ocelot.OcelotOptions.Balancing;
import io.highgate.model.ocelot.OcelotOptions.Handler;
import io.highgate.model.ocelot.OcelotOptions.Qos;
import java.util.Map;

import static io.highgate.model.ocelot.read.OcelotFileFields.ask;

/** Reads the groups of options that routes and {@code GlobalConfiguration} share. Pure but for the findings. */
final class OptionFields {

    private OptionFields() {}

    /** What routes and GlobalConfiguration set alike; features get what cannot be done. */
    static OcelotOptions options(Fields fields, Map<Feature, Place> features) {
        return new OcelotOptions(
                fields.section("QoSOptions", OptionFields::qos),
                fields.section("LoadBalancerOptions", OptionFields::balancer),
                fields.section("HttpHandlerOptions", OptionFields::handler),
                fields.whole("Timeout"),
                new OcelotOptions.Transforms(
                        fields.textMap("UpstreamHeaderTransform"), fields.textMap("DownstreamHeaderTransform")),
                fields.section("RateLimitOptions", RateLimitFields::read),
                AccessFields.authentication(fields),
                AccessFields.addresses(fields, features));
    }

    /** The older of two names wins when both are there, as in Ocelot 25. */
    static Qos qos(Fields fields) {
        fields.since25("MinimumThroughput", "BreakDuration", "FailureRatio", "SamplingDuration", "Timeout");
        Integer exceptions = fields.whole("ExceptionsAllowedBeforeBreaking");
        Integer throughput = fields.whole("MinimumThroughput");
        Integer duration = fields.whole("DurationOfBreak");
        Integer breakDuration = fields.whole("BreakDuration");
        Integer timeoutValue = fields.whole("TimeoutValue");
        Integer timeout = fields.whole("Timeout");
        return new Qos(
                exceptions != null ? exceptions : throughput,
                duration != null ? duration : breakDuration,
                fields.decimal("FailureRatio"),
                fields.whole("SamplingDuration"),
                timeoutValue != null ? timeoutValue : timeout);
    }

    static Balancing balancer(Fields fields) {
        fields.ignore("Expiry");
        return new Balancing(fields.text("Type"), fields.text("Key"));
    }

    static Handler handler(Fields fields) {
        fields.since25("PooledConnectionLifetimeSeconds", "EnableMultipleHttp2Connections");
        fields.ignore("UseProxy", "EnableMultipleHttp2Connections");
        return new Handler(
                fields.flag("UseTracing"),
                fields.flag("AllowAutoRedirect"),
                fields.flag("UseCookieContainer"),
                fields.whole("MaxConnectionsPerServer"),
                fields.whole("PooledConnectionLifetimeSeconds"));
    }

    static void cache(Fields parent, String name, Map<Feature, Place> features) {
        Integer seconds = parent.section(name, fields -> {
            fields.since25("Header", "EnableContentHashing");
            fields.ignore("Region", "Header", "EnableContentHashing");
            return fields.whole("TtlSeconds");
        });
        ask(features, Feature.CACHE, seconds != null && seconds > 0, parent.place(name));
    }
}
