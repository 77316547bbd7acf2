package io.highgate.center.api.call;

import io.highgate.wire.json.Fields;
import io.highgate.wire.json.JsonException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Reads what a request brings, and refuses it with all that is wrong. Stateless. */
public final class Body {

    private Body() {}

    /** The members of the object that was sent; {@link #check} when all are taken out. */
    public static Fields fields(Ask ask) throws Refused {
        if (ask.body().length == 0) {
            throw Refused.bad(List.of("body: is missing; it is a JSON object"));
        }
        return read(text(ask.body()));
    }

    /** The same, where no body means an object without members. */
    public static Fields fieldsOrNone(Ask ask) throws Refused {
        return ask.body().length == 0 ? read("{}") : fields(ask);
    }

    private static Fields read(String text) throws Refused {
        try {
            return Fields.read(text);
        } catch (JsonException e) {
            throw Refused.bad(List.of("body: " + e.getMessage()));
        }
    }

    private static String text(byte[] octets) throws Refused {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets))
                    .toString();
        } catch (CharacterCodingException e) {
            throw Refused.bad(List.of("body: is not UTF-8"));
        }
    }

    /** Refuses if anything was wrong. */
    public static void check(Fields fields) throws Refused {
        if (!fields.problems().isEmpty()) {
            throw Refused.bad(fields.problems());
        }
    }
}
