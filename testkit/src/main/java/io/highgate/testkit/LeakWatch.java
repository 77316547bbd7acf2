package io.highgate.testkit;

import io.netty.buffer.ByteBufAllocator;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Fails the whole test run if a buffer leaked in it: loaded by every JUnit launcher that has this
 * module on its class path.
 */
public final class LeakWatch implements LauncherSessionListener {

    private static final int ROUNDS = 3;

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        Leaks.install();
    }

    /** A leak is noticed when its buffer is collected and another one is made. */
    @Override
    public void launcherSessionClosed(LauncherSession session) {
        for (int i = 0; i < ROUNDS; i++) {
            System.gc();
            ByteBufAllocator.DEFAULT.buffer(1).release();
        }
        if (!Leaks.found().isEmpty()) {
            throw new AssertionError("buffers leaked: " + Leaks.found());
        }
    }
}
