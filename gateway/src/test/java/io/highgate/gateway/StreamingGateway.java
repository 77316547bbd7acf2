package io.highgate.gateway;

/**
 * A gateway in a process of its own, small enough that holding a body would kill it. Prints its
 * port, serves until its input ends. Confined to its main thread.
 */
final class StreamingGateway {

    private StreamingGateway() {}

    /** Runs before the origin whose port and protocol are the arguments. */
    public static void main(String[] arguments) throws Exception {
        try (RunningGateway gateway = RunningGateway.of(yaml(arguments[0], arguments[1]))) {
            System.out.println("port " + gateway.port());
            while (System.in.read() >= 0) {
                // Whatever is typed means go on.
            }
        }
    }

    private static String yaml(String port, String protocol) {
        return """
            upstreams: {origin: {endpoints: ["127.0.0.1:%s"], protocol: %s}}
            routes: [{name: all, upstream: origin}]
            """.formatted(port, protocol);
    }
}
