package io.highgate.gateway.admin;

import io.highgate.gateway.http.Reply;

final class ExplainPage {
    private ExplainPage() {}

    static Reply of(Operations.Gateway g, Question q) {
        return Reply.of(200, "text/plain", q.toString());
    }
}
