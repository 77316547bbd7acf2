package io.highgate.app.cli;

import io.highgate.app.life.ConfigSource;
import io.highgate.app.process.Wiring;
import io.highgate.model.ocelot.Compat;
import io.highgate.model.read.ReadOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How files are read: options that several commands share. */
final class ReadingOptions {

    @Option(
            names = "--compat",
            paramLabel = "VERSION",
            defaultValue = "ocelot-25",
            converter = CompatName.class,
            description = "How Ocelot files are meant: ocelot-20 or ocelot-25 (default: ${DEFAULT-VALUE}).")
    private Compat compat = Compat.OCELOT_25;

    @Option(names = "--lenient", description = "Go on without what is wrong where possible, and warn of it.")
    private boolean lenient;

    ReadOptions asked() {
        return new ReadOptions(compat, lenient);
    }

    ConfigSource source(List<Path> files, Map<String, String> environment) {
        return new ConfigSource(Wiring.reader(), files, asked(), environment);
    }

    /** Reads {@code ocelot-20} and {@code ocelot-25}. */
    static final class CompatName implements ITypeConverter<Compat> {
        @Override
        public Compat convert(String value) {
            return switch (value.toLowerCase(Locale.ROOT)) {
                case "ocelot-20" -> Compat.OCELOT_20;
                case "ocelot-25" -> Compat.OCELOT_25;
                default -> throw new TypeConversionException("'" + value + "' is neither ocelot-20 nor ocelot-25");
            };
        }
    }
}
