package io.highgate.drills.process;

import org.opentest4j.TestAbortedException;

/**
 * A network of its own for one process, joined to this machine by a pair of virtual interfaces: what
 * passes there can be dropped and delayed without harm to anything else. Gone when it is closed.
 * Confined to the drill's thread.
 */
public final class Namespace implements AutoCloseable {

    /** Addresses for tests of networks (RFC 2544), so that nobody else's are meant. */
    private static final String NETWORK = "198.18." + ProcessHandle.current().pid() % 250 + ".";

    private final String name;
    private final String outside;

    private Namespace(String name) {
        this.name = name;
        this.outside = name + "o";
    }

    /** Makes one; where this machine does not permit that, the drill is skipped, in CI too. */
    public static Namespace made() {
        Namespace made = new Namespace("hg" + ProcessHandle.current().pid() % 100_000);
        try {
            made.run("netns", "add", made.name);
            made.run("link", "add", made.outside, "type", "veth", "peer", "name", "inside", "netns", made.name);
            made.run("addr", "add", NETWORK + "1/30", "dev", made.outside);
            made.run("link", "set", made.outside, "up");
            made.run("-n", made.name, "addr", "add", NETWORK + "2/30", "dev", "inside");
            made.run("-n", made.name, "link", "set", "inside", "up");
            return made;
        } catch (TestAbortedException notPermitted) {
            made.close();
            throw notPermitted;
        }
    }

    /** The address of what listens in there. */
    public String address() {
        return NETWORK + "2";
    }

    /** What stands before the command line of a process that is to run in there. */
    public String[] launcher() {
        return new String[] {ip(), "netns", "exec", name};
    }

    /** From now on everything that is said in there is lost on its way, without a word to anybody. */
    public void swallow() {
        run("-n", name, "route", "add", "blackhole", NETWORK + "1/32");
    }

    /** Nothing is lost any more. */
    public void heal() {
        run("-n", name, "route", "del", "blackhole", NETWORK + "1/32");
    }

    /** Has what is said in there lost or delayed by chance, as {@code tc netem} puts it. */
    public void impair(String... netem) {
        String[] command = new String[netem.length + 9];
        String[] begin = {"-n", name, "qdisc", "replace", "dev", "inside", "root", "netem"};
        System.arraycopy(begin, 0, command, 1, begin.length);
        System.arraycopy(netem, 0, command, begin.length + 1, netem.length);
        command[0] = Program.needed("tc", "iproute2").toString();
        need(Ran.of(command));
    }

    private static String ip() {
        return Program.needed("ip", "iproute2").toString();
    }

    private void run(String... what) {
        String[] command = new String[what.length + 1];
        command[0] = ip();
        System.arraycopy(what, 0, command, 1, what.length);
        need(Ran.of(command));
    }

    private static void need(Ran ran) {
        if (ran.exit() != 0) {
            throw new TestAbortedException(
                    "this machine does not let tests change networks of their own: " + ran.err());
        }
    }

    @Override
    public void close() {
        Ran.of(ip(), "netns", "del", name);
        Ran.of(ip(), "link", "del", outside); // goes with the other end, if that was made
    }
}
