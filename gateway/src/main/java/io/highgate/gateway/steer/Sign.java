package io.highgate.gateway.steer;

import io.highgate.gateway.ask.Asked;
import io.highgate.gateway.ask.Trait;
import io.highgate.gateway.http.HeaderName;
import io.highgate.model.spec.SignSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that a request may carry. Immutable.
 *
 * @param value null for any
 */
record Sign(Trait trait, @Nullable String value) {

    static Sign of(SignSpec spec) {
        Trait trait = spec.header() != null
                ? new Trait.Header(HeaderName.of(spec.header()))
                : new Trait.Cookie(String.valueOf(spec.cookie()));
        return new Sign(trait, spec.value());
    }

    /** The first of these that the request carries, or null. */
    static @Nullable Sign among(List<Sign> signs, Asked asked) {
        for (int i = 0; i < signs.size(); i++) {
            if (signs.get(i).isOn(asked)) {
                return signs.get(i);
            }
        }
        return null;
    }

    private boolean isOn(Asked asked) {
        String there = trait.of(asked);
        return there != null && (value == null || value.equals(there));
    }

    @Override
    public String toString() {
        return trait + (value == null ? "" : " '" + value + "'");
    }
}
