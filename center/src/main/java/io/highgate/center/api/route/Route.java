package io.highgate.center.api.route;

import io.highgate.center.api.call.Answer;
import io.highgate.center.api.call.Ask;
import io.highgate.center.api.call.Refused;

/**
 * One path of the contract. Immutable.
 *
 * @param path as the contract spells it, with {@code {variables}}
 * @param access who may ask
 * @param vital whether there is room for it however much else is under way: a lease hangs on it, or whether we are
 *     started anew
 */
public record Route(String method, String path, Access access, boolean vital, Handler handler) {

    /** What answers; on a thread of the request's own, so it may wait. */
    @FunctionalInterface
    public interface Handler {
        Answer answer(Ask ask) throws Refused, InterruptedException;
    }

    public static Route get(String path, Access access, Handler handler) {
        return new Route("GET", path, access, false, handler);
    }

    public static Route post(String path, Access access, Handler handler) {
        return new Route("POST", path, access, false, handler);
    }

    public static Route put(String path, Access access, Handler handler) {
        return new Route("PUT", path, access, false, handler);
    }

    public static Route delete(String path, Access access, Handler handler) {
        return new Route("DELETE", path, access, false, handler);
    }

    /** The same, with room for it always. */
    public Route asVital() {
        return new Route(method, path, access, true, handler);
    }
}
