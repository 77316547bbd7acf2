package io.highgate.registries.eureka;

import io.highgate.model.spec.EurekaSpec;
import io.highgate.registries.Means;
import io.highgate.registries.ask.Answer;
import io.highgate.registries.ask.Door;
import io.highgate.registries.ask.Question;
import io.highgate.registries.ask.Remarks;
import io.highgate.registries.ask.Round;
import io.highgate.registries.ask.Unanswered;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a Eureka server for everything first, and then for changes. Everything is asked for again when it is
 * another server, when nobody has answered or asked for a while, and when what is known does not count as the
 * server says; for the last reason seldom, because answers out of its caches need not fit each other.
 * Confined to one thread.
 */
final class Fetching implements Round {

    private static final Logger LOG = LoggerFactory.getLogger(Fetching.class);

    /** Servers keep changes for three minutes. */
    private static final Duration CHANGES_LAST = Duration.ofMinutes(2);

    /** Nothing is asked while nobody wants to know. */
    private static final Duration IDLE = Duration.ofHours(1);

    private static final int ROUNDS_BETWEEN_REPAIRS = 5;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;

    private final EurekaSpec spec;
    private final Door door;
    private final Means means;
    private final Followed followed;
    private final Remarks remarks;
    private Copy copy = new Copy();
    private @Nullable URI server;
    private boolean changesAreTold = true;
    private long answered;
    private int roundsUntilRepair;

    Fetching(EurekaSpec spec, Door door, Means means, Followed followed, Remarks remarks) {
        this.spec = spec;
        this.door = door;
        this.means = means;
        this.followed = followed;
        this.remarks = remarks;
    }

    @Override
    public Duration ask(URI server) throws Unanswered, InterruptedException {
        if (followed.isNobody()) {
            copy = new Copy();
            this.server = null;
            return IDLE;
        }
        if (copy.isFilled()) {
            followed.tellNewcomers(copy, remarks);
        }
        try {
            fetch(server);
        } catch (Unanswered e) {
            this.server = null;
            copy.serverIsAway();
            throw e;
        }
        answered = means.ticker().nanos();
        copy.expire(answered);
        followed.tell(copy, remarks);
        return spec.interval();
    }

    private void fetch(URI from) throws Unanswered, InterruptedException {
        boolean follows = from.equals(server) && means.ticker().nanos() - answered < CHANGES_LAST.toNanos();
        if (!follows) {
            changesAreTold = true;
            roundsUntilRepair = 0;
            whole(from);
        }
        server = from;
        roundsUntilRepair--;
        boolean fits = changes(from);
        if (!fits && (!changesAreTold || roundsUntilRepair <= 0) && follows) {
            whole(from);
            changes(from);
            roundsUntilRepair = ROUNDS_BETWEEN_REPAIRS;
        }
    }

    private void whole(URI from) throws Unanswered, InterruptedException {
        Answer answer = door.ask(question(from, "/apps")).good();
        int before = copy.kept();
        copy.whole(
                Applications.read(answer, remarks).instances(), means.ticker().nanos());
        if (before == 0 && copy.kept() > 0) {
            LOG.info(
                    "eureka {} does not know {} instances that were known, nor does it say that it took them out; they"
                            + " are kept for {} s",
                    from,
                    copy.kept(),
                    Copy.GRACE.toSeconds());
        }
    }

    /** Whether what is known counts as the server says; it does not if the server tells no changes. */
    private boolean changes(URI from) throws Unanswered, InterruptedException {
        if (!changesAreTold) {
            return false;
        }
        Answer answer = door.ask(question(from, "/apps/delta"));
        if (answer.status() == FORBIDDEN || answer.status() == NOT_FOUND) {
            // Its owner has turned them off (eureka.server.disable-delta): everything is asked for each time.
            changesAreTold = false;
            return false;
        }
        Applications changed = Applications.read(answer.good(), remarks);
        copy.changes(changed.instances());
        return copy.counts().equals(changed.counts());
    }

    private Question question(URI from, String path) {
        Question question = Question.get(from, path, spec.timeout());
        if (spec.username() == null) {
            return question;
        }
        String password = spec.password() == null ? "" : spec.password().reveal();
        byte[] user = (spec.username() + ":" + password).getBytes(StandardCharsets.UTF_8);
        return question.with("Authorization", "Basic " + Base64.getEncoder().encodeToString(user));
    }

    @Override
    public void failed(String problem) {
        followed.failed(problem);
    }
}
