package io.highgate.gateway.identity.out;

import io.highgate.model.tls.Authorities;
import java.util.List;
import javax.net.ssl.SSLContext;

/** Whose certificates count when other services are asked. Immutable. */
sealed interface Trust {

    /** Those of the JVM's authorities. */
    record Usual() implements Trust {}

    /** Those of the authorities in files, and no others. */
    record Own(SSLContext context) implements Trust {}

    /** The files cannot be used: nobody is asked, rather than asked without a check. */
    record Unusable(String why) implements Trust {}

    static Trust of(List<String> files) {
        try {
            SSLContext own = Authorities.trusting("call.trust", files);
            return own == null ? new Usual() : new Own(own);
        } catch (IllegalArgumentException e) {
            return new Unusable(String.valueOf(e.getMessage()));
        }
    }
}
