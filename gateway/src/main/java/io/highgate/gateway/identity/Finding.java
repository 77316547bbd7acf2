package io.highgate.gateway.identity;

import io.highgate.gateway.exchange.Caller;
import io.highgate.gateway.exchange.Failure;
import io.highgate.gateway.http.Reply;
import java.util.concurrent.CompletionStage;

/** What an authenticator has found in a request. Immutable. */
public sealed interface Finding {

    /** No credential of its kind. */
    Finding ABSENT = new Absent();

    /** No credential of its kind. */
    record Absent() implements Finding {}

    /** Who asks. */
    record Known(Caller caller) implements Finding {}

    /** There is a credential, and it is not good; the reason is told to the client. */
    record Refused(String reason) implements Finding {}

    /** As {@link Refused}, with a code of its own. */
    record Failed(Failure failure) implements Finding {}

    /** Whoever knows cannot be asked. */
    record Away(String what) implements Finding {}

    /** The client is sent elsewhere first. */
    record Redirect(Reply reply) implements Finding {}

    /** It takes a while; completes on any thread. */
    record Pending(CompletionStage<Finding> later) implements Finding {}
}
