package io.highgate.gateway.route.index;

import io.highgate.gateway.ask.Asked;
import io.highgate.gateway.http.Method;
import io.highgate.model.spec.RouteSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * What a route asks of a request besides host and path: one of its methods, all of its conditions
 * on header fields, query parameters, clients and times. Immutable.
 *
 * @param headWithGet whether GET among the methods stands for HEAD, too
 */
public record Conditions(List<Method> methods, boolean headWithGet, List<Condition> all) {

    static Conditions of(RouteSpec spec) {
        List<Condition> all = new ArrayList<>();
        spec.headers().forEach(header -> all.add(new Condition.Header(header)));
        spec.query().forEach(parameter -> all.add(new Condition.Query(parameter)));
        all.addAll(FromClient.of(spec));
        all.addAll(AtTime.of(spec));
        List<Method> methods = spec.methods().stream().map(Method::of).toList();
        return new Conditions(methods, spec.headWithGet(), List.copyOf(all));
    }

    boolean hold(Asked asked) {
        if (!allow(asked.request().method())) {
            return false;
        }
        for (int i = 0; i < all.size(); i++) {
            if (!all.get(i).holds(asked)) {
                return false;
            }
        }
        return true;
    }

    /** Every reason why they do not hold. */
    public List<String> whyNot(Asked asked) {
        List<String> reasons = new ArrayList<>();
        Method method = asked.request().method();
        if (!allow(method)) {
            reasons.add("method " + method + " is not among "
                    + String.join(", ", methods.stream().map(Method::name).toList())
                    + (onlyHeadLacks(method) ? ", and headWithGet is false" : ""));
        }
        all.stream().filter(c -> !c.holds(asked)).forEach(c -> reasons.add(c.whyNot(asked)));
        return reasons;
    }

    private boolean onlyHeadLacks(Method method) {
        return method.equals(Method.HEAD) && methods.contains(Method.GET);
    }

    private boolean allow(Method method) {
        if (methods.isEmpty()) {
            return true;
        }
        boolean head = headWithGet && method.equals(Method.HEAD);
        for (int i = 0; i < methods.size(); i++) {
            Method mine = methods.get(i);
            if (mine.equals(method) || head && mine.equals(Method.GET)) {
                return true;
            }
        }
        return false;
    }
}
