package io.highgate.sdk.provider.declare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the annotations of classes and gathers what is wrong with them. Confined to one thread, used once. */
public final class Declarations {

    private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS");

    private final List<String> problems = new ArrayList<>();
    private final Set<String> urls = new HashSet<>();
    private final Set<String> names = new HashSet<>();

    private Declarations() {}

    /**
     * What these classes declare, in their order; the methods of each sorted by name.
     *
     * @throws IllegalArgumentException that names everything that is wrong, one line each
     */
    public static List<Declaration> of(Class<?>... types) {
        Declarations reading = new Declarations();
        List<Declaration> found = Stream.of(types).map(reading::read).toList();
        if (!reading.problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", reading.problems));
        }
        return found;
    }

    private Declaration read(Class<?> type) {
        GatewayInterface said = type.getAnnotation(GatewayInterface.class);
        if (said == null) {
            problems.add(type.getName() + ": has no @GatewayInterface");
        }
        String name = said == null || said.value().isBlank() ? type.getName() : said.value();
        if (!names.add(name)) {
            problems.add(type.getName() + ": another class declares the interface " + name + ", too");
        }
        List<Declaration.Method> methods = new ArrayList<>();
        Arrays.stream(type.getMethods())
                .filter(it -> it.isAnnotationPresent(GatewayMethod.class) && !it.isBridge())
                .sorted(Comparator.comparing(java.lang.reflect.Method::getName).thenComparing(Declarations::parameters))
                .forEach(it -> methods.add(read(it, type.getName() + "." + it.getName())));
        if (methods.isEmpty()) {
            problems.add(type.getName() + ": has no public method with @GatewayMethod");
        }
        return new Declaration(name, methods);
    }

    private Declaration.Method read(java.lang.reflect.Method method, String place) {
        GatewayMethod said = method.getAnnotation(GatewayMethod.class);
        String http = said.httpType().toUpperCase(Locale.ROOT);
        if (!said.url().startsWith("/")) {
            problems.add(place + ": its url '" + said.url() + "' does not begin with /");
        }
        if (!METHODS.contains(http)) {
            problems.add(place + ": its httpType '" + said.httpType() + "' is none of "
                    + METHODS.stream().sorted().collect(Collectors.joining(", ")));
        }
        if (!urls.add(http + " " + said.url())) {
            problems.add(place + ": another method has " + http + " " + said.url() + ", too");
        }
        return new Declaration.Method(
                method.getName(), parameters(method), said.url(), said.isAuth(), said.isHttp(), http);
    }

    private static String parameters(java.lang.reflect.Method method) {
        return Arrays.stream(method.getParameterTypes()).map(Class::getTypeName).collect(Collectors.joining(","));
    }
}
