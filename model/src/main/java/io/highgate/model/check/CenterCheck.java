package io.highgate.model.check;

import io.highgate.base.unit.EndpointUrl;
import io.highgate.base.unit.EndpointUrl.Scheme;
import io.highgate.model.spec.CenterSpec;
import io.highgate.model.spec.UpstreamSpec;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks what is said about centers. Pure. */
final class CenterCheck {

    private static final int MOST = 16;
    private static final Duration LEAST = Duration.ofMillis(10);
    private static final Duration LONGEST = Duration.ofMinutes(1);

    /** Centers say something each second. */
    private static final Duration LEAST_SILENCE = Duration.ofMillis(1500);

    private static final Duration LEAST_REPORT = Duration.ofSeconds(1);
    private static final Duration LONGEST_REPORT = Duration.ofMinutes(10);

    private CenterCheck() {}

    static void check(@Nullable CenterSpec center, Report report) {
        if (center == null) {
            return;
        }
        urls(center, report);
        key(center, report);
        CalledUrl.between(center.timeout(), LEAST, LONGEST, "center.timeout", report);
        CalledUrl.between(center.backOff(), LEAST, Duration.ofSeconds(10), "center.backOff", report);
        CalledUrl.between(center.silence(), LEAST_SILENCE, LONGEST, "center.silence", report);
        if (!center.report().isZero()) {
            CalledUrl.between(center.report(), LEAST_REPORT, LONGEST_REPORT, "center.report", report);
        }
        String name = center.name();
        if (name != null && !Names.isPrintable(name)) {
            report.error("center.name", "is empty, too long or has control characters in it");
        }
        cells(center.cells(), report);
    }

    private static void urls(CenterSpec center, Report report) {
        if (center.urls().isEmpty() || center.urls().size() > MOST) {
            report.error("center.urls", "needs 1 to " + MOST + " centers, like http://center:8005");
        }
        Set<EndpointUrl> seen = new HashSet<>();
        for (int i = 0; i < center.urls().size(); i++) {
            EndpointUrl url = center.urls().get(i);
            String path = "center.urls[" + i + "]";
            if (url.scheme() == Scheme.UNSAID) {
                report.error(path, "'" + url + "' begins neither with http:// nor with https://");
            }
            if (url.address().port() == 0) {
                report.error(path, "nothing can be reached at port 0");
            }
            if (!seen.add(url)) {
                report.error(path, "'" + url + "' is there twice");
            }
            if (!isCallable(url)) {
                report.error(path, "'" + url.address().host() + "' is no name of a host: of a-z, 0-9, '-' and '.'");
            }
            String host = url.address().host();
            boolean here = host.equals("localhost") || host.equals("::1") || host.startsWith("127.");
            if (url.scheme() == Scheme.HTTP && center.key() != null && !here) {
                report.warning(
                        path, "'" + url + "' is not encrypted: who can listen on the way can use the key for a minute");
            }
        }
    }

    private static boolean isCallable(EndpointUrl url) {
        try {
            return new URI("http://" + url.address()).getHost() != null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static void key(CenterSpec center, Report report) {
        if ((center.key() == null) != (center.secret() == null)) {
            report.error(
                    center.key() == null ? "center.key" : "center.secret",
                    (center.key() == null ? "center.key" : "center.secret")
                            + " is missing: key and secret (GATEWAY_CENTER_KEY, GATEWAY_CENTER_SECRET) belong together");
        }
        if (center.key() != null && !Names.isPrintable(center.key())) {
            report.error("center.key", "is empty, too long or has control characters in it");
        }
        if (center.secret() != null && center.secret().reveal().isEmpty()) {
            report.error("center.secret", "is empty");
        }
    }

    private static void cells(UpstreamSpec cells, Report report) {
        String path = "center.cells";
        if (!cells.endpoints().isEmpty() || cells.discover() != null) {
            report.error(
                    path, "says where endpoints are: that is what the center knows; leave endpoints and discover out");
        }
        ResilienceCheck.check(cells, path, report);
    }
}
