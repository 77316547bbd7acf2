package io.highgate.store.method;

import java.util.List;

/**
 * An interface that a cell offers. Immutable.
 *
 * @param cell whose it is
 * @param interfaceName unique in its cell
 * @param methods in the order of the provider
 * @param version grows with every change, from 1
 */
public record InterfaceDefinition(String cell, String interfaceName, List<MethodDefinition> methods, long version) {

    public InterfaceDefinition {
        methods = List.copyOf(methods);
        if (cell.isBlank() || cell.indexOf('/') >= 0) {
            throw new IllegalArgumentException(
                    "the cell of an interface is \"" + cell + "\"; it needs a name without /");
        }
        if (interfaceName.isBlank()) {
            throw new IllegalArgumentException("an interface of cell " + cell + " needs a name");
        }
    }

    /** Unique among all interfaces of all cells: {@code <cell>/<interfaceName>}. */
    public String key() {
        return cell + "/" + interfaceName;
    }

    /** The same under another number. */
    public InterfaceDefinition withVersion(long number) {
        return new InterfaceDefinition(cell, interfaceName, methods, number);
    }
}
