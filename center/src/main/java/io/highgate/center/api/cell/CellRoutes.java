package io.highgate.center.api.cell;

import io.highgate.center.api.call.Answer;
import io.highgate.center.api.call.Ask;
import io.highgate.center.api.call.Page;
import io.highgate.center.api.call.Refused;
import io.highgate.center.api.route.Access;
import io.highgate.center.api.route.Route;
import io.highgate.center.cells.InstanceRules;
import io.highgate.center.cells.Registry;
import io.highgate.center.cells.Seen;
import io.highgate.wire.cell.InstanceState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which cells there are, and their instances, page by page in the order of their names. Thread-safe. */
public final class CellRoutes {

    private static final String STATES =
            Arrays.stream(InstanceState.values()).map(InstanceState::word).collect(Collectors.joining(", "));

    private final Registry registry;

    public CellRoutes(Registry registry) {
        this.registry = registry;
    }

    /** Its paths. */
    public List<Route> all() {
        return List.of(
                Route.get("/api/center/cells", Access.FOLLOW, this::cells),
                Route.get("/api/center/cells/{cell}", Access.FOLLOW, this::cell),
                Route.get("/api/center/instances", Access.FOLLOW, this::instances));
    }

    private Answer cells(Ask ask) throws Refused {
        Page page = Page.of(ask);
        NavigableMap<String, NavigableMap<String, Seen>> cells = registry.view().cells();
        List<Map<String, Object>> shown = new ArrayList<>();
        NavigableMap<String, NavigableMap<String, Seen>> behind = cells.tailMap(page.after(), false);
        for (Map.Entry<String, NavigableMap<String, Seen>> cell : behind.entrySet()) {
            if (shown.size() == page.limit()) {
                break;
            }
            shown.add(Shown.cell(cell.getKey(), cell.getValue().values()));
        }
        boolean more = behind.size() > shown.size();
        return list(shown, cells.size(), more ? String.valueOf(shown.getLast().get("cell")) : null);
    }

    private Answer cell(Ask ask) throws Refused {
        String name = InstanceRules.cellName(ask.variable("cell"));
        Collection<Seen> instances = registry.view().of(name);
        if (instances.isEmpty()) {
            throw Refused.notFound("there is no instance of a cell of this name");
        }
        Map<String, Object> json = Shown.cell(name, instances);
        json.put("items", instances.stream().map(Shown::instance).toList());
        return Answer.ok(json);
    }

    private Answer instances(Ask ask) throws Refused {
        Page page = Page.of(ask);
        String cell = ask.parameter("cell");
        InstanceState state = state(ask);
        Collection<? extends Collection<Seen>> of = cell == null
                ? registry.view().cells().values().stream()
                        .map(NavigableMap::values)
                        .toList()
                : List.of(registry.view().of(InstanceRules.cellName(cell)));
        List<Map<String, Object>> shown = new ArrayList<>();
        int total = 0;
        String last = null;
        boolean more = false;
        for (Collection<Seen> instances : of) {
            for (Seen seen : instances) {
                if (state != null && seen.state() != state) {
                    continue;
                }
                total++;
                if (order(page.after(), seen) < 0 && shown.size() < page.limit()) {
                    shown.add(Shown.instance(seen));
                    last = seen.entry().key();
                } else if (order(page.after(), seen) < 0) {
                    more = true;
                }
            }
        }
        return list(shown, total, more ? last : null);
    }

    /** How a key stands to an instance: by cell, then by id, as they are listed. */
    private static int order(String after, Seen seen) {
        int slash = after.indexOf('/');
        String cell = slash < 0 ? after : after.substring(0, slash);
        int byCell = cell.compareTo(seen.instance().cell());
        return byCell != 0 || slash < 0
                ? byCell
                : after.substring(slash + 1).compareTo(seen.instance().id());
    }

    private static @Nullable InstanceState state(Ask ask) throws Refused {
        String word = ask.parameter("state");
        if (word == null) {
            return null;
        }
        InstanceState state = InstanceState.of(word);
        if (!state.word().equals(word)) {
            throw Refused.bad(List.of("state: is none of " + STATES));
        }
        return state;
    }

    private static Answer list(List<Map<String, Object>> items, int total, @Nullable String next) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("items", items);
        json.put("total", total);
        if (next != null) {
            json.put("next", next);
        }
        return Answer.ok(json);
    }
}
