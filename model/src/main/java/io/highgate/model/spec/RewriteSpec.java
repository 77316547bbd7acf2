package io.highgate.model.spec;

/** The target that the upstream is asked for. Immutable. */
@Doc("The target that the upstream is asked for.")
public record RewriteSpec(
        @Doc(
                value = "A template with the captures of the path: '/v2/{id}' or '/v2?id={id}'.",
                required = true,
                shorthand = true)
        String to,

        @Doc(value = "What becomes of the request's query string.", defaultsTo = "keep")
        Query query) {

    /** What becomes of the request's query string. */
    public enum Query {
        /** It goes along; a query in the template comes first. */
        KEEP,
        /** It is dropped; only the template's is sent. */
        DROP,
        /** As Ocelot 20: parameters equal to a capture in name and value are dropped, the template's come last. */
        OCELOT_20,
        /**
         * As Ocelot 25: parameters named like a capture are dropped, or those the template has too; a
         * trailing slash is dropped when the request has none.
         */
        OCELOT_25
    }
}
