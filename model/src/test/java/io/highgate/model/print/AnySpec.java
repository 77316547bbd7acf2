package io.highgate.model.print;

import io.highgate.base.unit.AddressRange;
import io.highgate.base.unit.DataSize;
import io.highgate.base.unit.EndpointUrl;
import io.highgate.base.unit.HostPort;
import io.highgate.base.unit.Ratio;
import io.highgate.base.unit.Secret;
import io.highgate.model.shape.Setting;
import io.highgate.model.shape.SpecShape;
import io.highgate.model.shape.ValueType;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.jspecify.annotations.Nullable;

/**
 * Any value that a spec record's types allow, whether it makes sense or not: follows the shape, so
 * that a new setting is covered without a word. Pure.
 */
final class AnySpec {

    /** The value of every generated secret. */
    static final String SECRET = "s3cret";

    private AnySpec() {}

    static <T extends Record> Arbitrary<T> of(Class<T> type) {
        SpecShape shape = SpecShape.of(type);
        List<Arbitrary<@Nullable Object>> values =
                shape.settings().stream().map(AnySpec::setting).toList();
        return Combinators.combine(values).as(it -> type.cast(shape.create(it.toArray())));
    }

    private static Arbitrary<@Nullable Object> setting(Setting setting) {
        Arbitrary<@Nullable Object> value = value(setting.type()).map(it -> it);
        if (setting.nullable()) {
            return value.injectNull(0.5);
        }
        Arbitrary<@Nullable Object> leftOut =
                setting.doc().required() ? value : Arbitraries.create(setting::defaultValue);
        return Arbitraries.oneOf(List.of(value, leftOut));
    }

    /** Of a kind that is named its content is written, too. */
    private static Arbitrary<Object> kind(Class<? extends Record> type) {
        SpecShape shape = SpecShape.of(type);
        return value(shape.settings().getFirst().type())
                .map(it -> shape.create(new @Nullable Object[] {it}))
                .asGeneric();
    }

    private static Arbitrary<Object> value(ValueType type) {
        return switch (type) {
            case ValueType.Text ignored -> text().asGeneric();
            case ValueType.SecretText ignored -> Arbitraries.just(new Secret(SECRET));
            case ValueType.Whole whole ->
                Arbitraries.integers()
                        .between((int) whole.min(), (int) whole.max())
                        .asGeneric();
            case ValueType.Flag ignored -> Arbitraries.of(true, false).asGeneric();
            case ValueType.Time ignored ->
                Arbitraries.longs()
                        .between(0, 100_000_000_000L)
                        .map(it -> Duration.ofNanos(it * 1000))
                        .asGeneric();
            case ValueType.Size ignored ->
                Arbitraries.longs().between(0, 1L << 40).map(DataSize::new).asGeneric();
            case ValueType.Share ignored ->
                Arbitraries.integers().between(0, Ratio.WHOLE).map(Ratio::new).asGeneric();
            case ValueType.Address ignored ->
                Combinators.combine(
                                Arbitraries.of("h", "a.example.com", "::1", "10.0.0.1"),
                                Arbitraries.integers().between(0, 65_535))
                        .as(HostPort::new)
                        .asGeneric();
            case ValueType.Url ignored ->
                Arbitraries.of("h:80", "https://a.example.com", "http://[::1]:8080", "10.0.0.1:1")
                        .map(EndpointUrl::parse)
                        .asGeneric();
            case ValueType.Addresses ignored ->
                Arbitraries.of("10.0.0.1-10.0.0.9", "fd00::/8", "1.2.3.4", "10.0.0.0/255.0.0.0")
                        .map(AddressRange::parse)
                        .asGeneric();
            case ValueType.Choice choice ->
                Arbitraries.of((Object[]) choice.type().getEnumConstants());
            case ValueType.Settings nested -> of(nested.type()).asGeneric();
            case ValueType.OneKind kind ->
                Arbitraries.oneOf(SpecShape.kinds(kind.type()).values().stream()
                        .map(AnySpec::kind)
                        .toList());
            case ValueType.ListOf list ->
                value(list.element()).list().ofMaxSize(2).asGeneric();
            case ValueType.MapOf map ->
                Arbitraries.maps(text(), value(map.element())).ofMaxSize(2).asGeneric();
        };
    }

    private static Arbitrary<String> text() {
        return Arbitraries.oneOf(
                Arbitraries.of(
                        "",
                        "true",
                        "null",
                        "~",
                        "1",
                        "1.5",
                        "0x1f",
                        "${A}",
                        "$${A:b}",
                        "a: b",
                        "- a",
                        "#",
                        "x #y",
                        "'",
                        "\"",
                        "\\",
                        " a ",
                        "a\nb",
                        "\t",
                        "{*x}",
                        "[a]",
                        "ü",
                        "\u0085",
                        "\u2028",
                        "\uFEFF",
                        "😀",
                        "&a",
                        "*a",
                        "!a",
                        "%a",
                        "@a",
                        "`a",
                        "? a",
                        "a:",
                        "---",
                        "...",
                        "<<",
                        "\u0000",
                        "\u007f",
                        "=",
                        "1_000",
                        "2001-01-01",
                        ".inf",
                        "0o17",
                        "-",
                        "/a/{id}",
                        "~/v[0-9]+"),
                Arbitraries.strings().ofMaxLength(8),
                Arbitraries.strings().withChars("ab$:{}#'\" \n-").ofMaxLength(8));
    }
}
