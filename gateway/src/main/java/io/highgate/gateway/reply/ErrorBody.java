package io.highgate.gateway.reply;

import io.highgate.gateway.http.HeaderName;
import io.highgate.gateway.http.Headers;
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

    static ErrorBody of(Told told, String requestId, Headers request) {
        boolean problem = asksForProblem(request);
        ByteArrayOutputStream out = new ByteArrayOutputStream(256);
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            if (problem) {
                json.writeStringProperty("type", "about:blank");
                json.writeStringProperty("title", told.message());
                json.writeNumberProperty("status", told.status());
                json.writeStringProperty("detail", told.details());
                json.writeStringProperty("code", told.code());
            } else {
                json.writeStringProperty("code", told.code());
                json.writeStringProperty("message", told.message());
                json.writeStringProperty("details", told.details());
            }
            json.writeStringProperty("requestId", requestId);
            json.writeEndObject();
        }
        return new ErrorBody(problem ? PROBLEM : "application/json", out.toByteArray());
    }

    private static boolean asksForProblem(Headers request) {
        String accept = request.first(HeaderName.ACCEPT);
        return accept != null && accept.contains(PROBLEM);
    }
}
