package io.highgate.registries.nacos;

import io.highgate.registries.Sought;
import io.highgate.registries.ask.Unanswered;
import io.highgate.registries.entry.Loose;
import io.highgate.registries.nacos.Dialect.Purpose;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The services of a group, read page by page. Immutable. */
record ServicePages(@Nullable String namespace, String group) implements NacosRound.Reading<Sought> {

    private static final int PAGE = 500;
    private static final int MOST_PAGES = 20;

    @Override
    public List<Sought> read(NacosServer server) throws Unanswered, InterruptedException {
        List<Sought> all = new ArrayList<>();
        for (int page = 1; page <= MOST_PAGES; page++) {
            int number = page;
            NacosServer.Said said = server.ask(Purpose.SERVICES, dialect -> query(dialect, number));
            List<Loose> items = items(said);
            items.stream()
                    .map(it -> name(said.dialect(), it))
                    .filter(it -> !it.isEmpty())
                    .forEach(it -> all.add(Sought.of(it)));
            if (items.size() < PAGE) {
                break;
            }
        }
        return all.stream().distinct().toList();
    }

    private static List<Loose> items(NacosServer.Said said) throws Unanswered {
        Loose items = said.value().at(said.dialect() == Dialect.V1 ? "doms" : "pageItems");
        if (!items.isList() && !said.value().isNothing()) {
            throw said.answer().notUnderstood("there is no list of services");
        }
        return items.each();
    }

    /** The group that 3.x is asked for may be a part of another one's name. */
    private String name(Dialect dialect, Loose item) {
        if (dialect == Dialect.V1) {
            return item.text();
        }
        return group.equals(item.at("groupName").text()) ? item.at("name").text() : "";
    }

    private Map<String, String> query(Dialect dialect, int page) {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("pageNo", String.valueOf(page));
        query.put("pageSize", String.valueOf(PAGE));
        query.put(dialect == Dialect.V1 ? "groupName" : "groupNameParam", group);
        if (namespace != null) {
            query.put("namespaceId", namespace);
        }
        return query;
    }
}
