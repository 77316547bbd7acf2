package io.highgate.gateway.route.index;

import io.highgate.base.unit.AddressRange;
import io.highgate.gateway.ask.Asked;
import io.highgate.model.spec.RouteSpec;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The client's address is one of these, and none of those. Immutable. */
final class FromClient implements Condition {

    /** So many ranges are named in a reason. */
    private static final int TOLD = 5;

    private final AddressRange[] among;
    private final AddressRange[] except;

    private FromClient(List<AddressRange> among, List<AddressRange> except) {
        this.among = among.toArray(AddressRange[]::new);
        this.except = except.toArray(AddressRange[]::new);
    }

    /** What the route asks for; nothing for one that is for every client. */
    static List<Condition> of(RouteSpec spec) {
        boolean every = spec.clients().isEmpty() && spec.exceptClients().isEmpty();
        return every ? List.of() : List.of(new FromClient(spec.clients(), spec.exceptClients()));
    }

    @Override
    public boolean holds(Asked asked) {
        byte[] client = asked.clientOctets();
        return (among.length == 0 || isIn(among, client)) && !isIn(except, client);
    }

    private static boolean isIn(AddressRange[] blocks, byte[] address) {
        for (AddressRange block : blocks) {
            if (block.contains(address)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String whyNot(Asked asked) {
        String client = "client " + asked.clientAddress();
        return isIn(except, asked.clientOctets())
                ? client + " is among exceptClients " + told(except)
                : client + " is not among clients " + told(among);
    }

    private static String told(AddressRange[] blocks) {
        String first =
                Arrays.stream(blocks).limit(TOLD).map(AddressRange::toString).collect(Collectors.joining(", "));
        return blocks.length > TOLD ? first + " and " + (blocks.length - TOLD) + " more" : first;
    }
}
