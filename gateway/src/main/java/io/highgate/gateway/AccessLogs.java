package io.highgate.gateway;

import io.highgate.gateway.observe.AccessLog;
import io.highgate.gateway.observe.Observer;
import io.highgate.model.spec.AccessLogSpec;

/** Exchanges the access log when its settings change. Stateless; called under the gateway's lock. */
final class AccessLogs {

    private AccessLogs() {}

    static void take(AccessLogSpec spec, Observer observer, Gateway.Means means) {
        AccessLog before = observer.accessLog();
        if (before != null && before.spec().equals(spec)) {
            return;
        }
        AccessLog next = new AccessLog(spec, means.threads(), means.console());
        next.start();
        observer.accessLog(next);
        if (before != null) {
            before.close();
        }
    }

    static void close(Observer observer) {
        AccessLog log = observer.accessLog();
        if (log != null) {
            log.close();
        }
    }
}
