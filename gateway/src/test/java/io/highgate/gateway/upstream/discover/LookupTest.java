package io.highgate.gateway.upstream.discover;

import io.highgate.model.shape.SpecShape;
import io.highgate.model.spec.DiscoverSpec.Family;
import io.highgate.model.spec.DiscoverSpec.ServiceSpec;
import io.highgate.model.spec.DnsSpec;
import io.highgate.model.spec.EndpointSpec;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What SRV records mean for an upstream. */
class LookupTest {

    private static final Question SERVICE = new Question("_http._tcp.o.test", Question.Kind.SRV);

    private final Memory memory = new Memory(Cadence.of(SpecShape.defaults(DnsSpec.class)), new SplittableRandom(1));

    private static Lookup lookup(int most) {
        return new Lookup.Service(new ServiceSpec("_http._tcp.o.test", Family.IPV4, "here"), most);
    }

    /** Each with its priority and its weight, on a name of its own. */
    private void targets(int[]... all) throws UnknownHostException {
        List<Answer.Entry> entries = new ArrayList<>();
        for (int i = 0; i < all.length; i++) {
            entries.add(new Answer.Service(all[i][0], all[i][1], 80, "n" + i + ".test"));
            Answer.Entry here = new Answer.Address(InetAddress.getByAddress(new byte[] {10, 0, 0, (byte) (i + 1)}));
            memory.take(new Question("n" + i + ".test", Question.Kind.A), new Answer.Some(List.of(here), 9), 0);
        }
        memory.take(SERVICE, new Answer.Some(entries, 9), 0);
    }

    private List<EndpointSpec> found(int most) {
        return lookup(most).found(memory).stream().map(Found::spec).toList();
    }

    @Test
    void weightsBeyondTheRangeAreBroughtDownAndNoughtIsHardlyAny() throws UnknownHostException {
        targets(new int[] {0, 65_535}, new int[] {0, 32_768}, new int[] {0, 0});
        assertThat(found(9)).extracting(EndpointSpec::weight).containsExactly(1_000, 500, 1);
        targets(new int[] {0, 60}, new int[] {0, 40}, new int[] {0, 0});
        assertThat(found(9)).extracting(EndpointSpec::weight).containsExactly(60, 40, 1);
        targets(new int[] {0, 0}, new int[] {0, 0});
        assertThat(found(9)).extracting(EndpointSpec::weight).containsExactly(1, 1);
    }

    @Test
    void prioritiesBecomeTiersInTheirOrderOfWhichThereAreSixteen() throws UnknownHostException {
        int[][] many = new int[20][];
        for (int i = 0; i < many.length; i++) {
            many[i] = new int[] {1_000 - 50 * i, 1};
        }
        targets(many);
        assertThat(found(99))
                .extracting(EndpointSpec::tier)
                .startsWith(15, 15, 15, 15, 15, 14, 13)
                .endsWith(1, 0);
        assertThat(found(99)).extracting(EndpointSpec::zone).containsOnly("here");
    }

    @Test
    void noMoreTargetsAreAskedForThanMayBeFound() throws UnknownHostException {
        targets(new int[] {0, 1}, new int[] {0, 1}, new int[] {0, 1});
        assertThat(lookup(2).then(memory)).hasSize(2);
        assertThat(lookup(2).first()).containsExactly(SERVICE);
    }

    @Test
    void twoRecordsForTheSameAreOneEndpoint() throws UnknownHostException {
        targets(new int[] {0, 1});
        Answer.Entry same = new Answer.Service(0, 1, 80, "n0.test");
        memory.take(SERVICE, new Answer.Some(List.of(same, same), 9), 0);
        assertThat(found(9)).hasSize(1);
    }
}
