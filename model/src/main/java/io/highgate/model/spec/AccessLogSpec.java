package io.highgate.model.spec;

import io.highgate.base.unit.DataSize;
import org.jspecify.annotations.Nullable;

/** The access log. Immutable. */
@Doc("One line per request, written off the event loop; lines that cannot be kept up with are dropped and counted.")
public record AccessLogSpec(
        @Doc(value = "How a line looks.", defaultsTo = "off")
        Format format,

        @Doc("A file, rolled by size; standard output when left out.") @Nullable
        String file,

        @Doc(value = "Size at which the file is rolled.", defaultsTo = "100MiB")
        DataSize rollSize,

        @Doc(value = "Rolled files kept.", defaultsTo = "5", min = 0, max = 1000)
        int keep,

        @Doc(value = "Lines waiting to be written before further ones are dropped.", defaultsTo = "8192", min = 16)
        int queue) {

    /** How a line looks. */
    public enum Format {
        /** No access log. */
        OFF,
        /** One JSON object per line. */
        JSON,
        /** The combined format of the Apache and nginx servers. */
        COMBINED
    }
}
