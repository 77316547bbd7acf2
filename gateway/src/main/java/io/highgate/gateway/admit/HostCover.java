package io.highgate.gateway.admit;

import io.highgate.gateway.exchange.Exchange;
import io.highgate.gateway.exchange.Failure;
import io.highgate.gateway.exchange.Security;
import io.highgate.gateway.exchange.Stage;
import io.highgate.gateway.exchange.Verdict;

/**
 * Where clients must prove who they are and there are several certificates, a request must be for a
 * host of the certificate its connection was opened with (RFC 9110 section 15.5.20). Immutable.
 */
public final class HostCover implements Stage {

    @Override
    public Verdict visit(Exchange exchange) {
        Security security = exchange.peer().security();
        if (security == null || security.hosts() == null) {
            return Verdict.PROCEED;
        }
        String host = withoutPort(exchange.request().hostText());
        return security.hosts().covers(host) ? Verdict.PROCEED : new Verdict.Reject(new Failure.Misdirected());
    }

    private static String withoutPort(String authority) {
        int end = authority.startsWith("[") ? authority.indexOf(']') + 1 : authority.indexOf(':');
        String host = end > 0 ? authority.substring(0, end) : authority;
        return host.startsWith("[") ? host.substring(1, Math.max(1, host.length() - 1)) : host;
    }
}
