package io.highgate.registries.kubernetes;

import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.highgate.registries.ask.Unanswered;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a watch tells, until somebody takes it. Whatever comes while nobody does is kept up to a bound;
 * beyond that the watch counts as ended. Told by the client's threads, taken by one.
 */
final class SliceNews implements Watcher<EndpointSlice> {

    private static final int MOST = 4_096;

    /** Ends what is told; no slice. */
    private static final Item END = new Item(new EndpointSlice(), false);

    private final BlockingQueue<Item> items = new LinkedBlockingQueue<>();
    private volatile @Nullable String failure;

    /** A slice that has come, changed or gone. */
    record Item(EndpointSlice slice, boolean gone) {}

    @Override
    public void eventReceived(Action action, EndpointSlice slice) {
        switch (action) {
            case ADDED, MODIFIED -> keep(new Item(slice, false));
            case DELETED -> keep(new Item(slice, true));
            case BOOKMARK -> {}
            case ERROR -> items.add(END);
        }
    }

    private void keep(Item item) {
        if (items.size() < MOST) {
            items.add(item);
        } else if (items.size() == MOST) {
            items.add(END);
        }
    }

    @Override
    public void onClose() {
        items.add(END);
    }

    /** That it is too old to go on (410 Gone) is no failure: it is read again. */
    @Override
    public void onClose(WatcherException cause) {
        int code = cause.asClientException() == null
                ? 0
                : cause.asClientException().getCode();
        if (!cause.isHttpGone() && code >= HttpURLConnection.HTTP_BAD_REQUEST) {
            failure = "a watch ended with " + code;
        }
        items.add(END);
    }

    /**
     * Waits for something, and takes all that is there then.
     *
     * @return false if the watch has ended, or has told nothing in that time
     * @throws Unanswered if it was refused
     */
    boolean next(Duration atMost, Consumer<Item> taker) throws InterruptedException, Unanswered {
        Item first = items.poll(atMost.toNanos(), TimeUnit.NANOSECONDS);
        if (first == null) {
            return false;
        }
        List<Item> all = new ArrayList<>(List.of(first));
        items.drainTo(all);
        for (Item item : all) {
            if (item == END) {
                String why = failure;
                if (why != null) {
                    throw new Unanswered(why);
                }
                return false;
            }
            taker.accept(item);
        }
        return true;
    }
}
