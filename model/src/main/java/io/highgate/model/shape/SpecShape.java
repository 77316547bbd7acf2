package io.highgate.model.shape;

import io.highgate.model.spec.Doc;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The settings of one spec record, in the order of its components. Immutable. */
public record SpecShape(Class<? extends Record> type, List<Setting> settings) {

    /** Stands in for a component without documentation: the only one of a kind of filter. */
    @Doc("")
    private record Undocumented() {}

    /** What was found out of a record once: a center can know a thousand cells, and each is some copies. */
    private static final ClassValue<SpecShape> KNOWN = new ClassValue<>() {
        @Override
        protected SpecShape computeValue(Class<?> type) {
            return describe(type.asSubclass(Record.class));
        }
    };

    private static final ClassValue<Constructor<?>> MAKERS = new ClassValue<>() {
        @Override
        protected Constructor<?> computeValue(Class<?> type) {
            Class<?>[] types = Arrays.stream(type.getRecordComponents())
                    .map(RecordComponent::getType)
                    .toArray(Class<?>[]::new);
            try {
                return type.getDeclaredConstructor(types);
            } catch (NoSuchMethodException e) {
                throw new IllegalStateException("a record has a constructor with its components", e);
            }
        }
    };

    /** Describes a record. */
    public static SpecShape of(Class<? extends Record> type) {
        return KNOWN.get(type);
    }

    private static SpecShape describe(Class<? extends Record> type) {
        List<Setting> settings = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            Doc doc = Optional.ofNullable(component.getAnnotation(Doc.class))
                    .orElseGet(() -> Undocumented.class.getAnnotation(Doc.class));
            settings.add(new Setting(
                    component.getName(),
                    ValueType.of(component.getGenericType(), doc),
                    doc,
                    component.getAnnotatedType().isAnnotationPresent(Nullable.class),
                    component.getAccessor()));
        }
        return new SpecShape(type, List.copyOf(settings));
    }

    /** The record with every setting left out. */
    public static <T extends Record> T defaults(Class<T> type) {
        return type.cast(of(type).allDefaults());
    }

    /**
     * A copy in which one setting has another value.
     *
     * @throws IllegalArgumentException if the record has no such setting
     */
    public static <T extends Record> T with(T spec, String name, @Nullable Object value) {
        return with(spec, Collections.singletonMap(name, value));
    }

    /**
     * A copy in which several settings have other values.
     *
     * @throws IllegalArgumentException if the record lacks one of them
     */
    public static <T extends Record> T with(T spec, Map<String, ? extends @Nullable Object> changes) {
        SpecShape shape = of(spec.getClass());
        Map<String, @Nullable Object> rest = new HashMap<>(changes);
        @Nullable Object[] values = new @Nullable Object[shape.settings.size()];
        for (int i = 0; i < values.length; i++) {
            Setting setting = shape.settings.get(i);
            boolean changed = rest.containsKey(setting.name());
            values[i] = changed ? rest.remove(setting.name()) : setting.valueIn(spec);
        }
        if (!rest.isEmpty()) {
            throw new IllegalArgumentException(spec.getClass().getSimpleName() + " has no setting " + rest.keySet());
        }
        @SuppressWarnings("unchecked") // it was made by the constructor of the very same record
        T copy = (T) shape.create(values);
        return copy;
    }

    Record allDefaults() {
        return create(settings.stream().map(Setting::defaultValue).toArray());
    }

    /** The kinds of a sealed interface by the key that names them. */
    public static Map<String, Class<? extends Record>> kinds(Class<?> sealedType) {
        Map<String, Class<? extends Record>> kinds = new LinkedHashMap<>();
        for (Class<?> kind : sealedType.getPermittedSubclasses()) {
            String name = kind.getSimpleName();
            kinds.put(name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1), kind.asSubclass(Record.class));
        }
        return kinds;
    }

    /** The setting that may stand for the whole record. */
    public Optional<Setting> shorthand() {
        return settings.stream().filter(it -> it.doc().shorthand()).findFirst();
    }

    /** Makes a record of values in the order of the settings. */
    public Record create(@Nullable Object[] values) {
        try {
            return (Record) MAKERS.get(type).newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a spec record's constructor is public and takes anything", e);
        }
    }
}
