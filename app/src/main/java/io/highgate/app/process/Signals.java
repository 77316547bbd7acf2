package io.highgate.app.process;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reacts to signals of the operating system. Through reflection: the compiler warns of any direct
 * use of {@code sun.misc.Signal}, and a platform without it only loses the reaction. Stateless.
 */
final class Signals {

    private static final Logger LOG = LoggerFactory.getLogger(Signals.class);

    private Signals() {}

    /** Runs the action, on a thread of its own, each time the signal (as "TERM") arrives. */
    static void on(String name, Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object reaction = Proxy.newProxyInstance(
                    Signals.class.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                        if (method.getName().equals("handle")) {
                            action.run();
                            return null;
                        }
                        return method.invoke(action, arguments);
                    });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), reaction);
        } catch (InvocationTargetException e) {
            // The signal does not exist here (Windows has no HUP) or the JVM keeps it to itself (-Xrs).
            LOG.debug("No reaction to signal {}: {}", name, String.valueOf(e.getCause()));
        } catch (ReflectiveOperationException e) {
            LOG.debug("No reaction to signal {}: {}", name, e.toString());
        }
    }
}
