package io.highgate.gateway.filter;

import io.highgate.model.shape.SpecShape;
import io.highgate.model.spec.FilterSpec.HeaderEditSpec;
import io.highgate.model.spec.FilterSpec.SecureHeadersSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What browsers are told about answers, as edits of their heads. Pure. */
public final class SecureHeaders {

    private static final String OFF = "off";
    private static final HeaderEditSpec NOTHING = SpecShape.defaults(HeaderEditSpec.class);

    private SecureHeaders() {}

    /** The edits; what the upstream says itself stays. */
    public static List<HeaderEdit> edits(SecureHeadersSpec spec) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("X-Content-Type-Options", "nosniff");
        put(fields, "X-Frame-Options", spec.frames());
        put(fields, "Referrer-Policy", spec.referrer());
        put(fields, "Content-Security-Policy", spec.content());
        List<HeaderEdit> edits = new ArrayList<>();
        edits.add(HeaderEdit.compile(SpecShape.with(NOTHING, "addIfAbsent", fields)));
        if (!spec.transport().equals(OFF)) {
            Map<String, String> overTls = Map.of("Strict-Transport-Security", spec.transport());
            edits.add(HeaderEdit.secure(SpecShape.with(NOTHING, "addIfAbsent", overTls)));
        }
        return edits;
    }

    private static void put(Map<String, String> fields, String name, String value) {
        if (!value.equals(OFF)) {
            fields.put(name, value);
        }
    }
}
