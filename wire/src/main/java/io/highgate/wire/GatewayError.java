package io.highgate.wire;

/**
 * The body of an error that the gateway answers with. Immutable.
 *
 * @param code what programs read, such as {@code NO_ROUTE}; also in the header {@value #REASON}
 * @param message what people read
 * @param details what else may help, or an empty text
 * @param requestId the id under which log lines know the request
 */
public record GatewayError(String code, String message, String details, String requestId) {

    /** The response header that carries the code. */
    public static final String REASON = "X-Highgate-Reason";
}
