package io.highgate.app.takeover;

import io.highgate.gateway.listen.port.Inheritance;
import io.highgate.gateway.listen.port.LocalSocket;
import io.highgate.gateway.listen.port.OpenPort;
import io.highgate.model.spec.GatewaySpec;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The new process's side of a take-over: asks the running one for its ports, and for leave to accept
 * on them. Closed before it {@link #begin has begun}, it leaves the other as it was. Confined to one
 * thread.
 */
public final class TakeOver implements Closeable {

    private static final Logger LOG = LoggerFactory.getLogger(TakeOver.class);

    private final Dialogue dialogue;

    private TakeOver(Dialogue dialogue) {
        this.dialogue = dialogue;
    }

    /**
     * Reaches the process that runs there.
     *
     * @throws IOException if none does, or one of another user
     */
    public static TakeOver at(Path path) throws IOException {
        return new TakeOver(Dialogue.over(LocalSocket.to(path)));
    }

    /** The ports that a configuration wants and the running process has. */
    public Inheritance ask(GatewaySpec spec) throws IOException {
        List<String> wanted = new ArrayList<>(
                List.of(Dialogue.VERSION, Long.toString(ProcessHandle.current().pid())));
        Stream.concat(
                        spec.listeners().stream().map(it -> it.bind()),
                        Stream.of(spec.management().bind()))
                .map(Object::toString)
                .distinct()
                .forEach(wanted::add);
        LOG.info("asking the running gateway for {}", String.join(", ", wanted.subList(2, wanted.size())));
        dialogue.say(Dialogue.TAKE, wanted);
        List<String> given = dialogue.expect(Dialogue.GIVE, Dialogue.SOON);
        List<OpenPort> ports = new ArrayList<>();
        for (String address : given) {
            OpenPort port = OpenPort.of(dialogue.receive(), address);
            if (port == null) {
                throw new IOException("what it gave for " + address + " is no port that listens");
            }
            ports.add(port);
        }
        LOG.info("taking over {}", String.join(", ", given));
        return Inheritance.from(ports);
    }

    /** Everything is open: the running process accepts no more, and this one may begin. */
    public void begin() throws IOException {
        dialogue.say(Dialogue.READY);
        dialogue.expect(Dialogue.YOURS, Dialogue.SOON);
    }

    /** This process accepts: the other lets go. */
    public void finish() {
        try {
            dialogue.say(Dialogue.ACCEPTING);
            dialogue.expect(Dialogue.BYE, Dialogue.SOON);
            LOG.info("has taken over; the process before drains");
        } catch (IOException e) {
            LOG.warn("has taken over, but the process before may go on as well: {}", e.getMessage());
        }
    }

    @Override
    public void close() {
        try {
            dialogue.close();
        } catch (IOException e) {
            LOG.debug("the dialogue has ended already: {}", e.toString());
        }
    }
}
