package io.highgate.app.takeover;

import io.highgate.gateway.listen.port.Inheritance;
import io.highgate.gateway.listen.port.Notice;
import io.highgate.gateway.listen.port.OpenPort;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What systemd gives a service and wants to hear from it: sockets (sd_listen_fds) and notices
 * (sd_notify). Without systemd there is neither. Immutable.
 */
public final class Systemd {

    private static final Logger LOG = LoggerFactory.getLogger(Systemd.class);

    /** Behind standard input, output and error. */
    private static final int FIRST = 3;

    /** Nobody passes more: what is written here by mistake must not close descriptors at random. */
    private static final int MOST = 64;

    private final Map<String, String> environment;
    private final long pid;

    public Systemd(Map<String, String> environment, long pid) {
        this.environment = environment;
        this.pid = pid;
    }

    /** The sockets that were passed to this very process, by their names. */
    public Inheritance sockets() {
        if (!environment.getOrDefault("LISTEN_PID", "").equals(Long.toString(pid))) {
            return Inheritance.none();
        }
        String count = environment.getOrDefault("LISTEN_FDS", "");
        if (!count.matches("[0-9]{1,2}") || Integer.parseInt(count) > MOST) {
            LOG.warn("LISTEN_FDS is not a number up to {}: '{}'; no socket is adopted", MOST, count);
            return Inheritance.none();
        }
        String[] names = environment.getOrDefault("LISTEN_FDNAMES", "").split(":", -1);
        List<OpenPort> ports = new ArrayList<>();
        for (int i = 0; i < Integer.parseInt(count); i++) {
            String name = i < names.length ? names[i] : "";
            OpenPort port = OpenPort.of(FIRST + i, name);
            if (port == null) {
                LOG.warn("socket {} of systemd ('{}') is no TCP port that listens; it is not used", FIRST + i, name);
            } else {
                ports.add(port);
            }
        }
        return Inheritance.lent(ports);
    }

    /** It serves; and it is this process that does, which systemd cannot know after a take-over. */
    public void ready() {
        say("READY=1\nMAINPID=" + pid + "\n");
    }

    private void say(String notice) {
        String to = environment.getOrDefault("NOTIFY_SOCKET", "");
        if (to.isEmpty()) {
            return;
        }
        try {
            Notice.send(to, notice);
        } catch (IOException | RuntimeException | LinkageError e) {
            LOG.warn("systemd does not hear this process: {}", e.toString());
        }
    }
}
