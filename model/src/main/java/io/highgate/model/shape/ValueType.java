package io.highgate.model.shape;

import io.highgate.base.unit.AddressRange;
import io.highgate.base.unit.DataSize;
import io.highgate.base.unit.EndpointUrl;
import io.highgate.base.unit.HostPort;
import io.highgate.base.unit.Ratio;
import io.highgate.base.unit.Secret;
import io.highgate.model.spec.Doc;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What a setting can hold. Immutable. */
public sealed interface ValueType {

    /** What is written as one value. */
    sealed interface OneValue extends ValueType {}

    /** Any text. */
    record Text() implements OneValue {}

    /** A text that is never printed. */
    record SecretText() implements OneValue {}

    /** A whole number in a range, both ends included. */
    record Whole(long min, long max) implements OneValue {}

    /** True or false. */
    record Flag() implements OneValue {}

    /** A duration with its unit. */
    record Time() implements OneValue {}

    /** A size with its unit. */
    record Size() implements OneValue {}

    /** A share of a whole. */
    record Share() implements OneValue {}

    /** A host and a port. */
    record Address() implements OneValue {}

    /** An endpoint: {@code host:port} or a URL without a path. */
    record Url() implements OneValue {}

    /** A range of addresses. */
    record Addresses() implements OneValue {}

    /** One of an enum's constants, written in kebab case. */
    record Choice(Class<? extends Enum<?>> type) implements OneValue {}

    /** A mapping with the settings of a record. */
    record Settings(Class<? extends Record> type) implements ValueType {}

    /** A mapping with one key that names the kind; each kind is a record with one component. */
    record OneKind(Class<?> type) implements ValueType {}

    /** A list. */
    record ListOf(ValueType element) implements ValueType {}

    /** A mapping from free names. */
    record MapOf(ValueType element) implements ValueType {}

    /** The value type of a component of a spec record. */
    static ValueType of(Type type, Doc doc) {
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            if (generic.getRawType() == List.class) {
                return new ListOf(of(arguments[0], doc));
            }
            if (generic.getRawType() == Map.class && arguments[0] == String.class) {
                return new MapOf(of(arguments[1], doc));
            }
        }
        if (type instanceof Class<?> plain) {
            return ofClass(plain, doc);
        }
        throw new IllegalArgumentException("a spec record cannot hold " + type);
    }

    private static ValueType ofClass(Class<?> type, Doc doc) {
        if (type == int.class || type == Integer.class) {
            long least = Math.max(doc.min(), Integer.MIN_VALUE);
            long most = Math.min(doc.max(), Integer.MAX_VALUE);
            return new Whole(least, most);
        }
        Map<Class<?>, ValueType> simple = Map.of(
                EndpointUrl.class, new Url(),
                String.class, new Text(),
                boolean.class, new Flag(),
                Duration.class, new Time(),
                DataSize.class, new Size(),
                Ratio.class, new Share(),
                HostPort.class, new Address(),
                AddressRange.class, new Addresses(),
                Secret.class, new SecretText());
        ValueType known = simple.get(type);
        if (known != null) {
            return known;
        }
        if (type.isRecord()) {
            return new Settings(type.asSubclass(Record.class));
        }
        if (type.isSealed()) {
            return new OneKind(type);
        }
        if (type.isEnum()) {
            @SuppressWarnings("unchecked") // isEnum() says so
            Class<? extends Enum<?>> choice = (Class<? extends Enum<?>>) type;
            return new Choice(choice);
        }
        throw new IllegalArgumentException("a spec record cannot hold " + type);
    }
}
