package io.highgate.app.cli;

import io.highgate.wire.cell.InstanceState;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the state of an instance as it is spelled in messages. Stateless. */
final class StateName implements ITypeConverter<InstanceState> {

    @Override
    public InstanceState convert(String value) {
        for (InstanceState state : InstanceState.values()) {
            if (state.word().equals(value.toLowerCase(Locale.ROOT))) {
                return state;
            }
        }
        String known =
                Arrays.stream(InstanceState.values()).map(InstanceState::word).collect(Collectors.joining(", "));
        throw new TypeConversionException("'" + value + "' is none of " + known);
    }
}
