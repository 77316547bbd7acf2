package io.highgate.model.read;

import io.highgate.base.problem.Place;
import io.highgate.base.problem.Problems;
import io.highgate.model.bind.Places;
import io.highgate.model.shape.Setting;
import io.highgate.model.shape.SpecShape;
import io.highgate.model.shape.ValueType;
import io.highgate.model.spec.GatewaySpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Adds what an Ocelot file means to what the native files say, by the same rules as
 * {@link TreeMerge}; there a setting counts as set when it is not the default. Confined to one
 * thread.
 */
final class SpecMerge {

    private final Places places;
    private final Problems problems;

    SpecMerge(Places places, Problems problems) {
        this.places = places;
        this.problems = problems;
    }

    GatewaySpec merge(GatewaySpec first, GatewaySpec second, String source) {
        return (GatewaySpec) records(first, second, source, "");
    }

    private Record records(Record first, Record second, String source, String path) {
        SpecShape shape = SpecShape.of(first.getClass());
        @Nullable
        Object[] values = shape.settings().stream()
                .map(it ->
                        one(it, first, second, new Where(source, path.isEmpty() ? it.name() : path + "." + it.name())))
                .toArray();
        return shape.create(values);
    }

    private @Nullable Object one(Setting setting, Record first, Record second, Where where) {
        Object a = setting.valueIn(first);
        Object b = setting.valueIn(second);
        if (a instanceof List<?> left && b instanceof List<?> right) {
            return lists(left, right, where);
        }
        if (a instanceof Map<?, ?> left && b instanceof Map<?, ?> right) {
            return maps(left, right, where);
        }
        if (setting.type() instanceof ValueType.Settings && a instanceof Record left && b instanceof Record right) {
            return records(left, right, where.source(), where.path());
        }
        Object defaultValue = setting.defaultValue();
        if (Objects.equals(a, b) || Objects.equals(b, defaultValue)) {
            return a;
        }
        if (!Objects.equals(a, defaultValue)) {
            twice(where);
        }
        places.put(where.path(), where.place());
        return b;
    }

    private List<?> lists(List<?> left, List<?> right, Where where) {
        for (int i = 0; i < right.size(); i++) {
            String path = where.path() + "[" + (left.size() + i) + "]";
            places.put(path, new Place(where.source(), 0, 0, ""));
        }
        List<Object> all = new ArrayList<>(left);
        all.addAll(right);
        return List.copyOf(all);
    }

    private Map<?, ?> maps(Map<?, ?> left, Map<?, ?> right, Where where) {
        Map<Object, Object> all = new LinkedHashMap<>(left);
        right.forEach((key, value) -> {
            Where here = new Where(where.source(), where.path() + "." + key);
            if (all.putIfAbsent(key, value) == null) {
                places.put(here.path(), here.place());
            } else {
                twice(here);
            }
        });
        return java.util.Collections.unmodifiableMap(all);
    }

    private void twice(Where where) {
        problems.error(where.place(), "is set in two files; the other place is " + places.of(where.path()));
    }

    private record Where(String source, String path) {
        Place place() {
            return new Place(source, 0, 0, path);
        }
    }
}
