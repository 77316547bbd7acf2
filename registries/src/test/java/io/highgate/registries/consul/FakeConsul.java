package io.highgate.registries.consul;

import io.highgate.registries.ScriptedServer;
import io.highgate.registries.ScriptedServer.Asked;
import io.highgate.registries.ScriptedServer.Reply;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A Consul agent as its documentation describes it: an answer with an index, at once or, when it is asked
 * with the index that it has, after a change or the wait.
 */
final class FakeConsul implements AutoCloseable {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ScriptedServer server = new ScriptedServer(this::reply);
    private String body = "[]";
    private long index = 10;
    private int status = 200;

    private Reply reply(Asked asked) throws InterruptedException {
        lock.lock();
        try {
            long left = TimeUnit.MILLISECONDS.toNanos(wait(asked));
            while (status == 200 && index(asked) == index && left > 0) {
                left = changed.awaitNanos(left);
            }
            return status == 200 ? Reply.json(body).with("X-Consul-Index", Long.toString(index)) : Reply.status(status);
        } finally {
            lock.unlock();
        }
    }

    private static long index(Asked asked) {
        return query(asked, "index").stream()
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElse(-1);
    }

    private static long wait(Asked asked) {
        return query(asked, "wait").stream()
                .mapToLong(it -> Long.parseLong(it.replace("ms", "")))
                .findFirst()
                .orElse(0);
    }

    /** The values of one name in a query. */
    static List<String> query(Asked asked, String name) {
        return Arrays.stream(asked.query().split("&"))
                .filter(it -> it.startsWith(name + "="))
                .map(it -> it.substring(name.length() + 1))
                .toList();
    }

    /** Now it has this, under the next index. */
    void has(String json) {
        has(json, index + 1);
    }

    /** Now it has this, under that index. */
    void has(String json, long under) {
        lock.lock();
        try {
            body = json;
            index = under;
            status = 200;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Now it refuses everything. */
    void refuses(int with) {
        lock.lock();
        try {
            status = with;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    ScriptedServer server() {
        return server;
    }

    List<Asked> asked() {
        return server.asked();
    }

    String url() {
        return server.url();
    }

    @Override
    public void close() {
        server.close();
    }
}
