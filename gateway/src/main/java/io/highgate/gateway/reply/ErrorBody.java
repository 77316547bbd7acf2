package io.highgate.gateway.reply;

import io.highgate.gateway.http.HeaderName;
import io.highgate.gateway.http.Headers;
import io.highgate.wire.GatewayError;
import java.io.ByteArrayOutputStream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The body of an error: {@code {code,message,details,requestId}}, or problem details (RFC 9457) for
 * a client that asks for them. Immutable.
 */
record ErrorBody(String contentType, byte[] octets) {

    private static final String PROBLEM = "application/problem+json";
    private static final JsonFactory JSON = new JsonFactory();

    static ErrorBody of(GatewayError error, int status, Headers request) {
        boolean problem = asksForProblem(request);
        ByteArrayOutputStream out = new ByteArrayOutputStream(256);
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            if (problem) {
                json.writeStringProperty("type", "about:blank");
                json.writeStringProperty("title", error.message());
                json.writeNumberProperty("status", status);
                json.writeStringProperty("detail", error.details());
                json.writeStringProperty("code", error.code());
            } else {
                json.writeStringProperty("code", error.code());
                json.writeStringProperty("message", error.message());
                json.writeStringProperty("details", error.details());
            }
            json.writeStringProperty("requestId", error.requestId());
            json.writeEndObject();
        }
        return new ErrorBody(problem ? PROBLEM : "application/json", out.toByteArray());
    }

    private static boolean asksForProblem(Headers request) {
        String accept = request.first(HeaderName.ACCEPT);
        return accept != null && accept.contains(PROBLEM);
    }
}
