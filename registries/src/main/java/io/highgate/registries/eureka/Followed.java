package io.highgate.registries.eureka;

import io.highgate.registries.Sought;
import io.highgate.registries.ask.Remarks;
import io.highgate.registries.ask.Told;
import io.highgate.registries.ask.ToldServices;
import io.highgate.wire.cell.Listed;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Who follows what in a Eureka server. Thread-safe; followers are told by one thread at a time. */
final class Followed {

    private final Set<OfCell> cells = ConcurrentHashMap.newKeySet();
    private final Set<ToldServices> services = ConcurrentHashMap.newKeySet();

    /** One who follows a cell, each another one, even if two follow the same. */
    private static final class OfCell {

        private final String cell;
        private final Told told;

        /** Only the thread that tells looks at it. */
        private boolean knows;

        OfCell(String cell, Told told) {
            this.cell = cell;
            this.told = told;
        }
    }

    /** Adds one, and returns how it is taken away. */
    Runnable add(String cell, Told told) {
        OfCell one = new OfCell(cell, told);
        cells.add(one);
        return () -> cells.remove(one);
    }

    /** Adds one, and returns how it is taken away. */
    Runnable add(ToldServices told) {
        services.add(told);
        return () -> services.remove(told);
    }

    boolean isNobody() {
        return cells.isEmpty() && services.isEmpty();
    }

    /** Tells all of them what is known now. */
    void tell(Copy copy, Remarks remarks) {
        tell(List.copyOf(cells), copy, remarks);
        Set<Sought> all = copy.applications().stream().map(Sought::of).collect(Collectors.toSet());
        services.forEach(it -> it.found(all));
    }

    /** Tells those who have not heard anything yet what is known, even if that is old. */
    void tellNewcomers(Copy copy, Remarks remarks) {
        List<OfCell> newcomers = cells.stream().filter(it -> !it.knows).toList();
        if (!newcomers.isEmpty()) {
            tell(newcomers, copy, remarks);
        }
    }

    private static void tell(Collection<OfCell> followers, Copy copy, Remarks remarks) {
        Set<String> wanted = new HashSet<>();
        followers.forEach(it -> wanted.add(it.cell));
        Map<String, List<Listed>> listed = copy.listed(wanted, remarks);
        followers.forEach(it -> {
            it.knows = true;
            it.told.found(listed.getOrDefault(it.cell, List.of()));
        });
    }

    /** Tells all of them that nobody says. */
    void failed(String problem) {
        cells.forEach(it -> it.told.failed(problem));
    }

    /** Nobody is told anything any more when this returns. */
    void end() {
        cells.forEach(it -> it.told.end());
        services.forEach(ToldServices::end);
    }
}
