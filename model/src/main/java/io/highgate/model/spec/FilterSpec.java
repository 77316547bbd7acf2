package io.highgate.model.spec;

import java.util.List;
import java.util.Map;

/**
 * One change made to a request or a response on its way. Written as a mapping with one key, the
 * kind of filter. Immutable.
 */
public sealed interface FilterSpec {

    /** Changes the request's header fields before they are sent to the upstream. */
    @Doc("Changes the request's header fields before they are sent to the upstream.")
    record RequestHeaders(HeaderEditSpec edit) implements FilterSpec {}

    /** Changes the response's header fields before they are sent to the client. */
    @Doc("Changes the response's header fields before they are sent to the client.")
    record ResponseHeaders(HeaderEditSpec edit) implements FilterSpec {}

    /** Signs the request for the upstream, after all other changes. */
    @Doc("Signs the request for the upstream, after all other changes; the last one of a route counts.")
    record Sign(
            @Doc(value = "By which secret, and how.", required = true)
            SigningSpec sign) implements FilterSpec {}

    /** Tells browsers to be careful with answers. */
    @Doc("Tells browsers to be careful with answers, where the upstream says nothing of it itself.")
    record SecureHeaders(SecureHeadersSpec headers) implements FilterSpec {}

    /** What browsers are told. */
    @Doc("What browsers are told; X-Content-Type-Options: nosniff always. 'off' leaves a field out.")
    record SecureHeadersSpec(
            @Doc(value = "X-Frame-Options.", defaultsTo = "DENY")
            String frames,

            @Doc(value = "Referrer-Policy.", defaultsTo = "strict-origin-when-cross-origin")
            String referrer,

            @Doc(value = "Content-Security-Policy.", defaultsTo = "off")
            String content,

            @Doc(value = "Strict-Transport-Security, over TLS only.", defaultsTo = "max-age=31536000")
            String transport) {}

    /** What is changed in a header section, in the order remove, replace, set, add, default. */
    @Doc("What is changed in a header section, in the order remove, replace, set, add, addIfAbsent.")
    record HeaderEditSpec(
            @Doc("Fields to drop.") List<String> remove,

            @Doc("Text to replace in the first value of a field.")
            List<ReplaceSpec> replace,

            @Doc(
                    "Fields to set; values may hold {client_ip}, {host}, {request_id}, {trace_id}, {base_url}, {tls_version}, {client_certificate_subject} and so on, and captures.")
            Map<String, String> set,

            @Doc("Fields to add to those that are there.") Map<String, String> add,

            @Doc("Fields to add where there is none of that name.")
            Map<String, String> addIfAbsent) {}

    /** Replaces text in the first value of a field. */
    @Doc("Replaces text in the first value of a field.")
    record ReplaceSpec(
            @Doc(value = "The field.", required = true) String name,

            @Doc(value = "The text to find; in responses {endpoint_url} is the endpoint's base URL.", required = true)
            String find,

            @Doc(value = "What stands there instead.", required = true)
            String with) {}
}
