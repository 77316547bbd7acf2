package io.highgate.model.check;

import io.highgate.model.spec.GovernanceSpec.AdoptSpec;
import io.highgate.model.spec.GovernanceSpec.AdoptedSpec;
import io.highgate.model.spec.RegistriesSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks which services of other registries are to become cells. Pure. */
final class AdoptCheck {

    private static final int LONGEST = 256;

    private AdoptCheck() {}

    static void check(@Nullable AdoptSpec adopt, RegistriesSpec registries, Report report) {
        if (adopt != null) {
            one("eureka", adopt.eureka(), registries.eureka(), report);
            one("consul", adopt.consul(), registries.consul(), report);
            one("nacos", adopt.nacos(), registries.nacos(), report);
            one("kubernetes", adopt.kubernetes(), registries.kubernetes(), report);
        }
    }

    private static void one(String kind, @Nullable AdoptedSpec adopted, @Nullable Object registry, Report report) {
        if (adopted == null) {
            return;
        }
        String path = "governance.adopt." + kind;
        if (registry == null) {
            report.error(path, "nothing is said of where it is; say it in registries." + kind);
        }
        names(adopted.services(), path + ".services", report);
        names(adopted.except(), path + ".except", report);
    }

    private static void names(List<String> names, String path, Report report) {
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            if (name.isBlank() || name.length() > LONGEST || !Names.isPrintable(name)) {
                report.error(
                        path + "[" + i + "]", "is no name of a service: 1 to " + LONGEST + " characters, '*' for any");
            }
        }
    }
}
