package io.highgate.model.schema;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The two generated documents. What stands in {@code docs/configuration.md} before the marker is
 * written by hand and kept. Immutable.
 */
public final class ConfigDocuments {

    /** What follows this line is generated. */
    static final String MARKER = "<!-- generated from here on: see ConfigDocuments -->\n";

    private ConfigDocuments() {}

    /** The page with its generated part renewed. */
    static String page(String committed) {
        int marker = committed.indexOf(MARKER);
        String byHand = marker < 0 ? committed.stripTrailing() + "\n\n" : committed.substring(0, marker);
        return byHand + MARKER + "\n" + SettingTables.print();
    }

    /** Rewrites both documents in the {@code docs} directory that is named. */
    public static void main(String[] arguments) throws IOException {
        rewrite(Path.of(arguments.length == 0 ? "docs" : arguments[0]));
    }

    static void rewrite(Path docs) throws IOException {
        Path page = docs.resolve("configuration.md");
        Files.writeString(page, page(Files.readString(page)));
        Files.writeString(docs.resolve("configuration.schema.json"), ConfigSchema.print());
    }
}
