package io.highgate.gateway.exchange;

import io.highgate.gateway.http.Reply;

/** What a stage decides about an exchange. */
public sealed interface Verdict {

    /** The next stage is asked. */
    Verdict PROCEED = new Proceed();

    /** The stage goes on by itself and calls {@link Exchange#resume} if the path is to go on. */
    Verdict LATER = new Later();

    /** The next stage is asked. */
    record Proceed() implements Verdict {}

    /** The gateway answers itself. */
    record Answer(Reply reply) implements Verdict {}

    /** The request is refused. */
    record Reject(Failure failure) implements Verdict {}

    /** The stage goes on by itself. */
    record Later() implements Verdict {}
}
