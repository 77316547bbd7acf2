package io.highgate.center.api.key;

import io.highgate.center.access.KeyDesk.Wanted;
import io.highgate.center.access.Role;
import io.highgate.center.cells.InstanceRules;
import io.highgate.store.key.KeyKind;
import io.highgate.wire.json.Fields;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads for whom a key is wanted. Pure. */
final class KeyWish {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9 ._@:/+-]{0,127}");
    private static final String KINDS =
            Arrays.stream(KeyKind.values()).map(KeyWish::word).collect(Collectors.joining(", "));

    private KeyWish() {}

    static String word(KeyKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    /** What is wrong is noted there. */
    static Wanted read(Fields fields) {
        KeyKind kind = kind(fields);
        String subject = fields.text("subject");
        String role = fields.textOr("role", null);
        String group = fields.textOr("group", null);
        fields.noOthers("kind", "subject", "role", "group");
        if (kind == KeyKind.PROVIDER) {
            subject = InstanceRules.cellName(subject);
            note(fields, "subject", InstanceRules.cellProblem(subject));
        } else {
            note(fields, "subject", nameProblem(subject));
        }
        if (group != null) {
            note(fields, "group", nameProblem(group));
        }
        boolean known = role != null && Role.of(role) != null;
        if (kind == KeyKind.OPERATOR && !known) {
            fields.wrong("role", "has to be viewer, operator or admin");
        } else if (kind != KeyKind.OPERATOR && role != null) {
            fields.wrong("role", "is for keys of operators only");
        }
        return new Wanted(kind, subject, role, group);
    }

    private static KeyKind kind(Fields fields) {
        String word = fields.text("kind");
        for (KeyKind kind : KeyKind.values()) {
            if (word(kind).equals(word)) {
                return kind;
            }
        }
        if (!word.isEmpty()) {
            fields.wrong("kind", "is none of " + KINDS);
        }
        return KeyKind.GATEWAY;
    }

    /** What is wrong with a name, or null; a missing one is noted elsewhere. */
    static @Nullable String nameProblem(String name) {
        return name.isEmpty() || NAME.matcher(name).matches()
                ? null
                : "is not a name: 1 to 128 letters, digits, blanks or . _ @ : / + -, a letter or digit first";
    }

    private static void note(Fields fields, String name, @Nullable String problem) {
        if (problem != null) {
            fields.wrong(name, problem);
        }
    }
}
