package io.highgate.model.spec;

import io.highgate.base.unit.Ratio;
import org.jspecify.annotations.Nullable;

/** How it is found out which endpoints can be asked. Immutable. */
@Doc("How it is found out which endpoints can be asked.")
public record HealthSpec(
        @Doc("Asks each endpoint again and again; nobody is asked when left out.") @Nullable
        ProbeSpec active,

        @Doc("Watches what becomes of requests.") OutlierSpec passive,

        @Doc(
                value = "The most of an upstream's endpoints that passive health may take out at once; of two or more"
                        + " always one.",
                defaultsTo = "50%")
        Ratio maxEjected,

        @Doc(
                value = "When fewer than this share can be asked, all are: too many at once are rather the gateway's"
                        + " or the network's fault.",
                defaultsTo = "10%")
        Ratio failOpenBelow) {}
