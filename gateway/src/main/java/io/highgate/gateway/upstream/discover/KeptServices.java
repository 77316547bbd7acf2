package io.highgate.gateway.upstream.discover;

import io.highgate.gateway.center.Keeper;
import io.highgate.registries.Sought;
import io.highgate.wire.cell.Listed;
import io.highgate.wire.json.Fields;
import io.highgate.wire.json.Json;
import io.highgate.wire.json.JsonException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What registries of others said last of the services that are followed, on disk for the next start: a
 * line of JSON for each service. Services that this process has not followed are forgotten with the first
 * line that it writes. Thread-safe; reads once, when it is asked first.
 */
final class KeptServices implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(KeptServices.class);

    /** More are not kept. */
    private static final int MOST_SERVICES = 10_000;

    /** More instances of a service are not kept. */
    private static final int MOST = 10_000;

    private final Keeper.Place place;
    private @Nullable Map<Service, List<Listed>> before;
    private volatile Map<Service, List<Listed>> known = Map.of();
    private @Nullable Keeper<Map<Service, List<Listed>>> keeper;

    /** A service in one of the registries. */
    private record Service(String registry, String name) implements Comparable<Service> {

        @Override
        public int compareTo(Service other) {
            int byRegistry = registry.compareTo(other.registry);
            return byRegistry == 0 ? name.compareTo(other.name) : byRegistry;
        }
    }

    /** @param place where it is kept */
    KeptServices(Keeper.Place place) {
        this.place = place;
    }

    /** What that registry said of it last; nothing, if nothing is known. */
    synchronized List<Listed> of(String registry, Sought sought) {
        Service service = new Service(registry, sought.toString());
        Map<Service, List<Listed>> present = before;
        if (present == null) {
            present = load();
            before = present;
        }
        List<Listed> kept = known.getOrDefault(service, present.getOrDefault(service, List.of()));
        if (!kept.isEmpty()) {
            put(service, kept); // it is followed, so that it stays
        }
        return kept;
    }

    /** The registry says so now. */
    synchronized void keep(String registry, Sought sought, List<Listed> instances) {
        put(
                new Service(registry, sought.toString()),
                instances.stream().limit(MOST).toList());
        Keeper<Map<Service, List<Listed>>> present = keeper;
        if (present == null) {
            present = new Keeper<>(place, () -> known, KeptServices::write, Map.of());
            keeper = present;
        }
        present.changed();
    }

    private void put(Service service, List<Listed> instances) {
        boolean fits = known.containsKey(service) || known.size() < MOST_SERVICES;
        if (fits && !instances.equals(known.get(service))) {
            Map<Service, List<Listed>> next = new TreeMap<>(known);
            next.put(service, instances);
            known = next;
        }
    }

    private static String write(Map<Service, List<Listed>> known) {
        StringBuilder text = new StringBuilder();
        known.forEach((service, instances) -> {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("registry", service.registry());
            line.put("service", service.name());
            line.put("instances", instances.stream().map(Listed::toJson).toList());
            text.append(Json.write(line)).append('\n');
        });
        return text.toString();
    }

    private Map<Service, List<Listed>> load() {
        Map<Service, List<Listed>> read = new LinkedHashMap<>();
        place.shelf().load(place.about()).ifPresent(text -> text.lines().forEach(line -> take(line, read)));
        if (!read.isEmpty()) {
            LOG.info("until their registries say something newer, {} services are known from disk", read.size());
        }
        return read;
    }

    /** A line that is damaged is worth less than the others. */
    private static void take(String line, Map<Service, List<Listed>> read) {
        try {
            Fields fields = Fields.read(line);
            List<Listed> instances = new ArrayList<>();
            Service service = new Service(fields.text("registry"), fields.text("service"));
            fields.objects("instances").forEach(it -> instances.add(Listed.from(it)));
            if (fields.problems().isEmpty()) {
                read.put(service, List.copyOf(instances));
            } else {
                LOG.warn(
                        "a service on disk cannot be used: {}",
                        fields.problems().getFirst());
            }
        } catch (JsonException e) {
            LOG.warn("a service on disk cannot be used: {}", e.getMessage());
        }
    }

    /** The process ends: the last change is written down. */
    @Override
    public void close() {
        Keeper<Map<Service, List<Listed>>> present;
        synchronized (this) {
            present = keeper;
        }
        if (present != null) {
            present.end();
        }
    }
}
