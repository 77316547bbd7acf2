package io.highgate.gateway.exchange;

/** The request path of one snapshot, as an exchange holds on to it. Shared by all event loops. */
public interface Path {

    /** Visits the stages from the exchange's bookmark on. */
    void run(Exchange exchange);

    /** The head of the upstream's answer is there: changes it as declared and hands it on. */
    void answered(Exchange exchange);

    /** The exchange is over. */
    void left(Exchange exchange);
}
