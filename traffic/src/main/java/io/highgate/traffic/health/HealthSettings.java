package io.highgate.traffic.health;

/** All there is to set about the health of one upstream's endpoints. Immutable. */
public record HealthSettings(ProbeSettings probes, OutlierSettings outliers, EjectionSettings ejection) {

    /** The defaults of each. */
    public static HealthSettings usual() {
        return new HealthSettings(ProbeSettings.usual(), OutlierSettings.usual(), EjectionSettings.usual());
    }
}
