package io.highgate.model.text;

import io.highgate.model.text.Node.Kind;
import java.util.regex.Pattern;

/** What an unquoted YAML scalar is: the core schema of YAML 1.2.2, section 10.3.2. Pure. */
public final class PlainScalars {

    private static final Pattern NULL = Pattern.compile("null|Null|NULL|~|");
    private static final Pattern BOOLEAN = Pattern.compile("true|True|TRUE|false|False|FALSE");
    private static final Pattern NUMBER = Pattern.compile("[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+"
            + "|[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?"
            + "|[-+]?(\\.inf|\\.Inf|\\.INF)|\\.nan|\\.NaN|\\.NAN");

    private PlainScalars() {}

    /** The kind of a scalar that stands there without quotes. */
    public static Kind kind(String text) {
        if (NULL.matcher(text).matches()) {
            return Kind.NULL;
        }
        if (BOOLEAN.matcher(text).matches()) {
            return Kind.BOOLEAN;
        }
        // The longest number anyone means is far shorter; a megabyte of digits is text.
        return text.length() <= 64 && NUMBER.matcher(text).matches() ? Kind.NUMBER : Kind.TEXT;
    }
}
