package io.highgate.gateway.upstream.discover;

import io.highgate.base.unit.HostPort;
import io.highgate.gateway.upstream.discover.Found.By;
import io.highgate.gateway.upstream.discover.Found.Share;
import io.highgate.model.spec.DiscoverSpec;
import io.highgate.model.spec.DiscoverSpec.Family;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What is asked to find the endpoints of one upstream, and what the answers mean. Pure. */
sealed interface Lookup {

    /** What is asked first. */
    List<Question> first();

    /** What is asked when the first questions have been answered. */
    List<Question> then(Memory memory);

    /** Who is found, in any order. */
    Set<Found> found(Memory memory);

    private static List<Question> addresses(String host, Family family) {
        return switch (family) {
            case BOTH -> List.of(new Question(host, Question.Kind.A), new Question(host, Question.Kind.AAAA));
            case IPV4 -> List.of(new Question(host, Question.Kind.A));
            case IPV6 -> List.of(new Question(host, Question.Kind.AAAA));
        };
    }

    private static void add(HostPort name, Family family, Share share, Memory memory, By by, Set<Found> found) {
        for (Question question : addresses(name.host(), family)) {
            for (Answer.Entry entry : memory.entries(question)) {
                if (entry instanceof Answer.Address there) {
                    found.add(Found.at(name, share, there.address(), by));
                }
            }
        }
    }

    /** The addresses of one name. */
    record Addresses(DiscoverSpec.AddressesSpec spec) implements Lookup {

        private HostPort name() {
            HostPort address = spec.url().address();
            return new HostPort(Question.plain(address.host()), address.port());
        }

        @Override
        public List<Question> first() {
            return addresses(name().host(), spec.family());
        }

        @Override
        public List<Question> then(Memory memory) {
            return List.of();
        }

        @Override
        public Set<Found> found(Memory memory) {
            Set<Found> found = new LinkedHashSet<>();
            add(name(), spec.family(), new Share(1, spec.tier(), spec.zone()), memory, By.DNS, found);
            return found;
        }
    }

    /**
     * The targets of a service. Priorities become tiers in their order. Weights are brought into the
     * range of weights; a weight of 0, which means "hardly any" beside others (RFC 2782), becomes 1.
     *
     * @param most targets beyond these are not asked for
     */
    record Service(DiscoverSpec.ServiceSpec spec, int most) implements Lookup {

        private static final int MOST_WEIGHT = 1_000;
        private static final int MOST_TIERS = 16;

        private Question service() {
            return new Question(spec.name(), Question.Kind.SRV);
        }

        @Override
        public List<Question> first() {
            return List.of(service());
        }

        private List<Answer.Service> targets(Memory memory) {
            List<Answer.Service> targets = new ArrayList<>();
            for (Answer.Entry entry : memory.entries(service())) {
                if (entry instanceof Answer.Service target && targets.size() < most) {
                    targets.add(target);
                }
            }
            return targets;
        }

        @Override
        public List<Question> then(Memory memory) {
            Set<Question> questions = new LinkedHashSet<>();
            targets(memory).forEach(it -> questions.addAll(addresses(it.target(), spec.family())));
            return List.copyOf(questions);
        }

        @Override
        public Set<Found> found(Memory memory) {
            List<Answer.Service> targets = targets(memory);
            List<Integer> priorities = List.copyOf(
                    new TreeSet<>(targets.stream().map(Answer.Service::priority).toList()));
            int greatest =
                    targets.stream().mapToInt(Answer.Service::weight).max().orElse(0);
            Set<Found> found = new LinkedHashSet<>();
            for (Answer.Service target : targets) {
                int tier = Math.min(priorities.indexOf(target.priority()), MOST_TIERS - 1);
                Share share = new Share(weight(target.weight(), greatest), tier, spec.zone());
                HostPort name = new HostPort(target.target(), target.port());
                add(name, spec.family(), share, memory, By.SRV, found);
            }
            return found;
        }

        private static int weight(int weight, int greatest) {
            int scaled = greatest <= MOST_WEIGHT ? weight : (int) Math.round((double) weight * MOST_WEIGHT / greatest);
            return Math.max(scaled, 1);
        }
    }
}
