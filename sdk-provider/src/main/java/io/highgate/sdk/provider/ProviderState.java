package io.highgate.sdk.provider;

/**
 * Where a service stands with the center.
 *
 * <pre>
 *   NOT_READY --health 2xx--> REGISTERING --taken--> REGISTERED --unknown (404)--> REGISTERING
 *                               |    ^                 |    ^
 *                       refused |    |        no answer|    | answered again
 *                               v    |                 v    |
 *                             REFUSED (slowly again)   AWAY (with back-off)
 *   any --drain or close--> DRAINING --deregistered--> CLOSED
 * </pre>
 */
public enum ProviderState {
    /** The service does not answer its own health with 2xx yet. */
    NOT_READY,
    /** The service is well; the center does not know it yet, or does not know it any more. */
    REGISTERING,
    /** The center knows it, and it beats. */
    REGISTERED,
    /** No center can be asked; all are tried again. Gateways go on with what they know. */
    AWAY,
    /** The center said no: to the key, or to what the service says of itself. Tried again slowly. */
    REFUSED,
    /** On its way out: gateways send nothing new, what is under way ends. */
    DRAINING,
    /** Deregistered, or given up; nothing runs any more. */
    CLOSED
}
