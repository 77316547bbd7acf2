package io.highgate.gateway.listen.port;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/**
 * The one call of Linux that neither the JDK nor Netty offers: whether a descriptor's calls wait. A
 * socket that comes from elsewhere may do so, and would halt an event loop. Stateless.
 */
final class SystemCalls {

    private static final int F_GETFL = 3;
    private static final int F_SETFL = 4;
    private static final int O_NONBLOCK = 0x800;

    private SystemCalls() {}

    /** The thread that calls may wait: for a socket of a thread's own. */
    static void block(int descriptor) {
        change(descriptor, false);
    }

    /** Calls return at once: for a socket of an event loop. */
    static void unblock(int descriptor) {
        change(descriptor, true);
    }

    @SuppressWarnings("restricted") // allowed for the whole class path in jvm.options
    private static void change(int descriptor, boolean nonBlocking) {
        Linker linker = Linker.nativeLinker();
        Optional<MemorySegment> address = linker.defaultLookup().find("fcntl");
        if (address.isEmpty()) {
            throw new IllegalStateException("this C library has no fcntl");
        }
        FunctionDescriptor ints = FunctionDescriptor.of(
                ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);
        MethodHandle fcntl = linker.downcallHandle(address.get(), ints, Linker.Option.firstVariadicArg(2));
        int flags = call(fcntl, descriptor, F_GETFL, 0);
        int wanted = nonBlocking ? flags | O_NONBLOCK : flags & ~O_NONBLOCK;
        if (flags < 0 || call(fcntl, descriptor, F_SETFL, wanted) < 0) {
            throw new IllegalStateException("descriptor " + descriptor + " is not open");
        }
    }

    private static int call(MethodHandle fcntl, int descriptor, int command, int argument) {
        try {
            return (int) fcntl.invokeExact(descriptor, command, argument);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
