package io.highgate.store.redis.registry;

import io.highgate.store.registry.Change;
import io.highgate.store.registry.Followers;
import org.jspecify.annotations.Nullable;

/**
 * Whether every change was heard. A message that is not the next one shows a gap. That the last message was
 * lost shows when Redis is looked at twice and the first look's number has still not been heard of at the
 * second: a message is not as quick as a look may be. Thread-safe; tells nobody under its lock.
 *
 * <pre>
 * not listening --subscribed--> unsure --look or message (missed)--> following --gap, other epoch (missed)--> following
 *                                 ^----------- subscribed again -------------+
 * </pre>
 */
final class Watch {

    private final Followers followers;
    private boolean listening;
    private boolean unsure = true;
    private String epoch = "";
    private long seq;
    private long seen;

    Watch(Followers followers) {
        this.followers = followers;
    }

    /** What Redis says of its last change. */
    record Seen(String epoch, long seq) {}

    /** From now on messages come; what came before was perhaps not heard. */
    synchronized void listening() {
        listening = true;
        unsure = true;
    }

    /** Somebody new follows, and must look. */
    synchronized void unsure() {
        unsure = true;
    }

    /** What was heard last; nothing at first. */
    synchronized Seen last() {
        return new Seen(epoch, seq);
    }

    void heard(@Nullable Change change) {
        note(change);
        followers.tell();
    }

    private synchronized void note(@Nullable Change change) {
        if (change == null) {
            return; // anybody may publish; if it stood in the place of a change, that shows
        }
        boolean same = !unsure && change.epoch().equals(epoch);
        if (same && change.seq() <= seq) {
            return;
        }
        if (!same || change.seq() != seq + 1) {
            followers.missed();
        }
        move(change.epoch(), change.seq());
        followers.changed(change);
    }

    private void move(String newEpoch, long newSeq) {
        seen = newEpoch.equals(epoch) ? seen : 0;
        epoch = newEpoch;
        seq = newSeq;
        unsure = false;
    }

    void looked(Seen look) {
        compare(look);
        followers.tell();
    }

    private synchronized void compare(Seen look) {
        if (!listening) {
            return;
        }
        boolean lost = look.epoch().equals(epoch) && seen > seq; // since the look before
        if (unsure || lost || !look.epoch().equals(epoch)) {
            move(look.epoch(), look.seq());
            followers.missed();
        }
        seen = look.seq();
    }
}
