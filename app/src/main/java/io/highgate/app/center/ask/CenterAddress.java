package io.highgate.app.center.ask;

import io.highgate.app.center.ask.NotDone.Why;
import io.highgate.base.unit.EndpointUrl;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where a center is. Immutable. */
public record CenterAddress(EndpointUrl url) {

    private static final String USUAL = "http://127.0.0.1:8005";
    private static final Pattern LOOPBACK = Pattern.compile("(?i)localhost|127(\\.\\d{1,3}){3}|::1|\\[::1]");

    /** The one that was asked for, or else the environment's, or else one on this machine. */
    public static CenterAddress find(@Nullable String asked, Map<String, String> environment) throws NotDone {
        if (asked != null) {
            return parse("--center", asked);
        }
        for (String variable : List.of("HIGHGATE_CENTER", "GOVERNANCE_URL")) {
            String named = environment.getOrDefault(variable, "").split(",", 2)[0];
            if (!named.isBlank()) {
                return parse(variable, named);
            }
        }
        return parse("", USUAL);
    }

    private static CenterAddress parse(String from, String text) throws NotDone {
        try {
            CenterAddress address = new CenterAddress(EndpointUrl.parse(text));
            if (address.at("/").getHost() == null) {
                throw new IllegalArgumentException("'" + text + "' has no host name that a URL can have");
            }
            return address;
        } catch (IllegalArgumentException e) {
            throw new NotDone(Why.USAGE, from + ": " + e.getMessage(), List.of("Right is: http://127.0.0.1:8005"));
        }
    }

    /** Whether it can only be on this machine. Names are not looked up: whoever answers for them could lie. */
    public boolean isLoopback() {
        return LOOPBACK.matcher(url.address().host()).matches();
    }

    /** A path there, already encoded. */
    URI at(String path) {
        return URI.create(this + path);
    }

    @Override
    public String toString() {
        String scheme = url.scheme() == EndpointUrl.Scheme.HTTPS ? "https://" : "http://";
        return scheme + url.address();
    }
}
