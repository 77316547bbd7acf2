package io.highgate.registries.entry;

import io.highgate.registries.ask.Remarks;
import io.highgate.wire.cell.Instance;
import io.highgate.wire.cell.InstanceState;
import io.highgate.wire.cell.Listed;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The instances of one service as they are read: those that cannot be asked are left out with a remark.
 * Confined to one thread.
 */
public final class Entries {

    /** More copies of one service have not been seen; whoever lists more is mistaken. */
    public static final int MOST = 10_000;

    private static final int LONGEST_ID = 256;
    private static final int MOST_PORT = 65_535;

    /** A name, with underscores as in Docker networks. */
    private static final Pattern NAME =
            Pattern.compile("(?=.{1,253}$)[A-Za-z0-9_]([A-Za-z0-9_-]{0,62})(\\.[A-Za-z0-9_]([A-Za-z0-9_-]{0,62}))*");

    /** Looks like an address, without a zone, which would mean something on one machine only. */
    private static final Pattern ADDRESS =
            Pattern.compile("[0-9]+(\\.[0-9]+){3}|(?=.{2,45}$)[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

    /** Its last label is a number, so that it is an address or nothing (RFC 1123 section 2.1). */
    private static final Pattern NUMERIC = Pattern.compile("(.*\\.)?([0-9]+|0[xX][0-9a-fA-F]*)");

    private final String service;
    private final Remarks remarks;
    private final Map<String, Listed> byId = new TreeMap<>();

    /** @param service as the registry has it, for remarks */
    public Entries(String service, Remarks remarks) {
        this.service = service;
        this.remarks = remarks;
    }

    /** The name of the service as a cell. */
    public static String cell(String service) {
        return service.toLowerCase(Locale.ROOT);
    }

    /** One more; the first counts if there are two with the same id. */
    public void add(Instance instance, InstanceState state) {
        String problem = problem(instance);
        if (problem != null) {
            leaveOut(instance.id(), problem);
        } else if (byId.size() == MOST) {
            leaveOut("whatever comes behind " + MOST + " instances", "there are too many");
        } else if (byId.putIfAbsent(instance.id(), new Listed(instance, state)) != null) {
            leaveOut(instance.id(), "its id is there twice");
        }
    }

    /** One that cannot be read. */
    public void leaveOut(String id, String problem) {
        remarks.say(service + ": " + (id.isEmpty() ? "an instance" : id) + " is left out: " + problem);
    }

    private static @Nullable String problem(Instance instance) {
        String host = instance.host();
        if (host.isEmpty()) {
            return "it has no host";
        }
        if (!isHost(host)) {
            return "its host is neither a name nor an IP address: '" + host + "'";
        }
        if (instance.port() < 1 || instance.port() > MOST_PORT) {
            return "its port is " + instance.port() + ", not 1 to " + MOST_PORT;
        }
        if (instance.id().isBlank() || instance.id().length() > LONGEST_ID) {
            return "its id is blank, or longer than " + LONGEST_ID + " characters";
        }
        return null;
    }

    private static boolean isHost(String host) {
        if (host.indexOf(':') < 0 && !NUMERIC.matcher(host).matches()) {
            return NAME.matcher(host).matches();
        }
        if (!ADDRESS.matcher(host).matches()) {
            return false;
        }
        try {
            InetAddress.ofLiteral(host);
            return true;
        } catch (IllegalArgumentException notAnAddress) {
            return false;
        }
    }

    /** All of them, in the order of their ids. */
    public List<Listed> listed() {
        return List.copyOf(byId.values());
    }
}
