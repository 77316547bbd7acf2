package io.highgate.center.adopt;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which services of a registry are adopted, by name in any case; {@code *} stands for any characters.
 * Immutable.
 *
 * @param services those that are; all if there are none
 * @param except those that are not, whatever the others say
 */
public record Choice(List<String> services, List<String> except) {

    public Choice {
        services = List.copyOf(services);
        except = List.copyOf(except);
    }

    boolean takes(String service) {
        return (services.isEmpty() || isOneOf(services, service)) && !isOneOf(except, service);
    }

    private static boolean isOneOf(List<String> names, String service) {
        String name = service.toLowerCase(Locale.ROOT);
        return names.stream().anyMatch(it -> pattern(it).matcher(name).matches());
    }

    private static Pattern pattern(String name) {
        return Pattern.compile(name.toLowerCase(Locale.ROOT)
                .chars()
                .mapToObj(c -> c == '*' ? ".*" : Pattern.quote(Character.toString(c)))
                .collect(Collectors.joining()));
    }
}
