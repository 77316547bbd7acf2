package io.highgate.gateway;

/**
 * A gateway in a process of its own, small enough that holding a body would kill it. Prints its
 * port, serves until its input ends. Confined to its main thread.
 */
final class StreamingGateway {

    private StreamingGateway() {}

    /** Runs before the origin whose port is the only argument. */
    public static void main(String[] arguments) throws Exception {
        try (RunningGateway gateway = RunningGateway.before(Integer.parseInt(arguments[0]))) {
            System.out.println("port " + gateway.port());
            while (System.in.read() >= 0) {
                // Whatever is typed means go on.
            }
        }
    }
}
