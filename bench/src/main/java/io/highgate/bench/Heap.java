package io.highgate.bench;

/** The heap of this process. Stateless. */
final class Heap {

    private static final int COLLECTIONS = 5;

    private Heap() {}

    /** Bytes in use after collections. */
    static long used() {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
