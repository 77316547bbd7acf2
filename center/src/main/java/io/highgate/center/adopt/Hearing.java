package io.highgate.center.adopt;

import io.highgate.base.time.Agenda;
import io.highgate.center.cells.InstanceRules;
import io.highgate.registries.Follower;
import io.highgate.registries.OtherRegistry;
import io.highgate.registries.Sought;
import io.highgate.wire.cell.Instance;
import io.highgate.wire.cell.InstanceState;
import io.highgate.wire.cell.Listed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one registry says while this center listens to it: which services there are, and who is in them.
 * What was not heard yet is not known to be gone. Confined to the center's agenda.
 */
final class Hearing {

    private static final Logger LOG = LoggerFactory.getLogger(Hearing.class);

    private static final int MOST_SERVICES = 2_000;
    private static final int MOST_REMARKS = 200;

    private final Origin origin;
    private final Agenda agenda;
    private final Runnable news;
    private final Map<String, OtherRegistry.Following> followed = new HashMap<>();
    private final Map<String, Map<String, Listed>> found = new HashMap<>();
    private final Set<String> remarks;
    private OtherRegistry.@Nullable Following services;
    private boolean heard;
    private boolean ended;

    /** @param remarks what was said in the log before, so that it is said once */
    Hearing(Origin origin, Agenda agenda, Set<String> remarks, Runnable news) {
        this.origin = origin;
        this.agenda = agenda;
        this.remarks = remarks;
        this.news = news;
    }

    /** Listens from now on. */
    void begin() {
        services = origin.registry().followServices(all -> agenda.execute(() -> take(all)));
    }

    /** Listens no more. */
    void end() {
        ended = true;
        if (services != null) {
            services.close();
        }
        followed.values().forEach(OtherRegistry.Following::close);
        followed.clear();
        found.clear();
    }

    private void take(Set<Sought> all) {
        if (ended) {
            return;
        }
        Map<String, Sought> wanted = new TreeMap<>();
        for (Sought sought : all) {
            String cell = InstanceRules.cellName(sought.name());
            String problem = InstanceRules.cellProblem(cell);
            if (problem != null) {
                remark(origin.registry().title() + ": a service is left out: " + problem);
            } else if (origin.choice().takes(sought.name())) {
                Sought other = wanted.putIfAbsent(cell, sought);
                if (other != null) {
                    remark(origin.registry().title() + ": one of " + cell + " is left out: there are two of that name");
                } else if (wanted.size() > MOST_SERVICES) {
                    wanted.remove(cell);
                    remark(origin.registry().title() + ": only " + MOST_SERVICES + " services are adopted");
                }
            }
        }
        for (String cell : Set.copyOf(followed.keySet())) {
            if (!wanted.containsKey(cell)) {
                OtherRegistry.Following gone = followed.remove(cell);
                if (gone != null) {
                    gone.close();
                }
                found.remove(cell);
            }
        }
        wanted.forEach((cell, sought) -> {
            if (!followed.containsKey(cell)) {
                followed.put(cell, origin.registry().follow(sought, ear(cell)));
            }
        });
        heard = true;
        news.run();
    }

    private Follower ear(String cell) {
        return new Follower() {
            @Override
            public void found(List<Listed> instances) {
                agenda.execute(() -> take(cell, instances));
            }

            @Override
            public void failed(String problem) {
                agenda.execute(() -> remark(cell + " stays as it is known: " + problem));
            }
        };
    }

    private void take(String cell, List<Listed> instances) {
        if (ended || !followed.containsKey(cell)) {
            return;
        }
        Map<String, Listed> fitting = new TreeMap<>();
        for (Listed listed : instances) {
            Fitting.Fitted fitted = Fitting.fit(cell, listed.instance(), origin);
            Instance instance = fitted.instance();
            if (instance == null) {
                remark(cell + ": an instance in " + origin.kind() + " is left out: " + fitted.problem());
            } else {
                fitting.putIfAbsent(instance.key(), new Listed(instance, listed.state()));
            }
        }
        found.put(cell, fitting);
        news.run();
    }

    /** Each thing once, and not more than anybody wants to read. */
    private void remark(String line) {
        if (remarks.size() < MOST_REMARKS && remarks.add(line)) {
            LOG.warn("{}", line);
        }
    }

    Origin origin() {
        return origin;
    }

    /** Whether the registry was heard to have nobody like this in that cell. */
    boolean isGone(String cell, String key) {
        Map<String, Listed> there = found.get(cell);
        return there == null ? heard && !followed.containsKey(cell) : !there.containsKey(key);
    }

    /** Everybody who is known there. */
    List<Listed> all() {
        List<Listed> all = new ArrayList<>();
        found.values().forEach(it -> all.addAll(it.values()));
        return all;
    }

    /** Whether somebody is well enough to be listed: who is down there, or leaving, gets nothing new here. */
    static boolean isWell(Listed listed) {
        return listed.state() == InstanceState.UP;
    }
}
