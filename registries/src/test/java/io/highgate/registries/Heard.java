package io.highgate.registries;

import io.highgate.wire.cell.Instance;
import io.highgate.wire.cell.Listed;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A follower that keeps what it is told. Thread-safe. */
public final class Heard implements Follower {

    private final List<List<Listed>> found = new CopyOnWriteArrayList<>();
    private final List<String> problems = new CopyOnWriteArrayList<>();

    @Override
    public void found(List<Listed> instances) {
        found.add(instances);
    }

    @Override
    public void failed(String problem) {
        problems.add(problem);
    }

    /** What was found, in order. */
    public List<List<Listed>> all() {
        return List.copyOf(found);
    }

    /** What was found last. */
    public List<Listed> last() {
        return found.getLast();
    }

    /** The ids of what was found last; none if nothing was ever found. */
    public List<String> ids() {
        return found.isEmpty()
                ? List.of()
                : last().stream().map(Listed::instance).map(Instance::id).toList();
    }

    public List<String> problems() {
        return List.copyOf(problems);
    }
}
