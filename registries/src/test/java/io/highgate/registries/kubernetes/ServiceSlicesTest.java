package io.highgate.registries.kubernetes;

import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.highgate.registries.Sought;
import io.highgate.registries.ask.Remarks;
import io.highgate.wire.cell.InstanceState;
import io.highgate.wire.cell.Listed;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class ServiceSlicesTest {

    private static final String HTTP = "[{name: http, port: 8080}]";

    @Test
    void endpointsOfAllSlicesAreTogetherWithWhatIsKnownOfThem() {
        List<Listed> listed = said(null, slice("IPv4", HTTP, """
                                [{addresses: [10.1.0.5], zone: b, nodeName: n1, targetRef: {kind: Pod, name: crm-1, uid: u1}}]"""), slice("IPv4", HTTP, "[{addresses: [10.1.0.6]}]"))
                .instances();

        assertThat(listed)
                .extracting(it -> it.instance().key())
                .containsExactly("crm/10.1.0.5:8080", "crm/10.1.0.6:8080");
        assertThat(listed.getFirst().instance().zone()).isEqualTo("b");
        assertThat(listed.getFirst().instance().metadata()).isEqualTo(Map.of("pod", "crm-1", "node", "n1"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                                  | UP",
                "{ready: true}                                       | UP",
                "{serving: false}                                    | UP",
                "{ready: false}                                      | DOWN",
                "{ready: false, serving: true, terminating: true}    | DRAINING",
                "{ready: false, serving: false, terminating: true}   | DOWN",
                "{ready: false, terminating: true}                   | DOWN",
                "{ready: false, serving: true}                       | DOWN",
                "{ready: true, serving: true, terminating: true}     | UP",
            })
    void conditionsAreStates(String conditions, InstanceState state) {
        assertThat(said(null, slice("IPv4", HTTP, "[{addresses: [10.1.0.5], conditions: " + conditions + "}]"))
                        .instances())
                .extracting(Listed::state)
                .containsExactly(state);
    }

    @Test
    void withoutAnyConditionsItIsUp() {
        assertThat(said(null, slice("IPv4", HTTP, "[{addresses: [10.1.0.5]}]")).instances())
                .extracting(Listed::state)
                .containsExactly(InstanceState.UP);
    }

    /** While the controller moves an endpoint it is in both slices, and one may be older. */
    @Test
    void whoeverIsInTwoSlicesCountsOnceAndAtItsBest() {
        assertThat(said(
                                null,
                                slice("IPv4", HTTP, "[{addresses: [10.1.0.5], conditions: {ready: false}}]"),
                                slice("IPv4", HTTP, "[{addresses: [10.1.0.5], conditions: {ready: true}}]"))
                        .instances())
                .extracting(Listed::state)
                .containsExactly(InstanceState.UP);
    }

    /** A service of two families lists each pod twice. */
    @Test
    void aPodWithTwoFamiliesOfAddressesCountsOnce() {
        assertThat(said(
                                null,
                                slice("IPv6", HTTP, "[{addresses: ['fd00::5'], targetRef: {name: crm-1, uid: u1}}]"),
                                slice("IPv4", HTTP, "[{addresses: [10.1.0.5], targetRef: {name: crm-1, uid: u1}}]"))
                        .instances())
                .extracting(it -> it.instance().id())
                .containsExactly("10.1.0.5:8080");
    }

    @Test
    void addressesOfIpv6AndNamesAreAddresses() {
        assertThat(said(
                                null,
                                slice("IPv6", HTTP, "[{addresses: ['fd00::5']}]"),
                                slice("FQDN", HTTP, "[{addresses: [crm.example.com]}]"))
                        .instances())
                .extracting(it -> it.instance().baseUrl())
                .containsExactlyInAnyOrder("http://[fd00::5]:8080", "http://crm.example.com:8080");
    }

    @ParameterizedTest
    @CsvSource({
        "https,true,",
        "kubernetes.io/h2c,false,h2c",
        "kubernetes.io/ws,false,ws",
        "kubernetes.io/wss,true,ws",
        "grpc,false,grpc",
        "example.com/own,false,",
        "'',false,"
    })
    void theProtocolOfAPortIsTaken(String app, boolean tls, String protocol) {
        var instance = said(
                        null, slice("IPv4", "[{port: 8443, appProtocol: '" + app + "'}]", "[{addresses: [10.1.0.5]}]"))
                .instances()
                .getFirst()
                .instance();

        assertThat(instance.tls()).isEqualTo(tls);
        assertThat(instance.protocols()).isEqualTo(protocol == null ? List.of() : List.of(protocol));
    }

    @Test
    void aPortIsChosenByNameAlsoWhereItsNumbersDiffer() {
        assertThat(said(
                                "http",
                                slice(
                                        "IPv4",
                                        "[{name: http, port: 8080}, {name: admin, port: 9}]",
                                        "[{addresses: [10.1.0.5]}]"),
                                slice(
                                        "IPv4",
                                        "[{name: admin, port: 9}, {name: http, port: 8081}]",
                                        "[{addresses: [10.1.0.6]}]"))
                        .instances())
                .extracting(it -> it.instance().id())
                .containsExactly("10.1.0.5:8080", "10.1.0.6:8081");
    }

    @Test
    void aPortIsChosenByNumber() {
        assertThat(said(
                                "9",
                                slice(
                                        "IPv4",
                                        "[{name: http, port: 8080}, {name: admin, port: 9}]",
                                        "[{addresses: [10.1.0.5]}]"))
                        .instances())
                .extracting(it -> it.instance().id())
                .containsExactly("10.1.0.5:9");
    }

    @Test
    void severalPortsOfWhichNoneIsNamedAreAProblemThatNamesThem() {
        ServiceSlices.Said said = said(
                null, slice("IPv4", "[{name: http, port: 8080}, {name: admin, port: 9}]", "[{addresses: [10.1.0.5]}]"));

        assertThat(said.problem()).isEqualTo("crm: it has several ports, say which by port: admin (9), http (8080)");
        assertThat(said.instances()).isEmpty();
    }

    @Test
    void aPortThatIsNotThereIsAProblemThatNamesThoseThatAre() {
        assertThat(said("web", slice("IPv4", HTTP, "[{addresses: [10.1.0.5]}]")).problem())
                .isEqualTo("crm:web: it has no port 'web'; there are http (8080)");
    }

    @Test
    void portsOfOtherProtocolsAndWithoutANumberDoNotCount() {
        assertThat(said(
                                null,
                                slice(
                                        "IPv4",
                                        "[{port: 53, protocol: UDP}, {name: x}, {name: dns, port: 54, protocol: TCP}]",
                                        "[{addresses: [10.1.0.5]}]"))
                        .instances())
                .extracting(it -> it.instance().port())
                .containsExactly(54);
        assertThat(said(null, slice("IPv4", "[{port: 53, protocol: UDP}]", "[{addresses: [10.1.0.5]}]"))
                        .problem())
                .isEqualTo("crm: it has no TCP port");
    }

    /** A service without pods has a slice without ports: that is no problem, but nobody. */
    @Test
    void aServiceWithoutEndpointsIsNobodyWhateverItsPorts() {
        assertThat(said("web", slice("IPv4", "[]", "[]"))).isEqualTo(new ServiceSlices.Said(List.of(), null));
        assertThat(said(null)).isEqualTo(new ServiceSlices.Said(List.of(), null));
    }

    @Test
    void whatCannotBeAnAddressIsLeftOut() {
        assertThat(said(
                                null,
                                slice(
                                        "IPv4",
                                        HTTP,
                                        "[{addresses: ['10.1.0.5/x?']}, {addresses: []}, {}, {addresses: [10.1.0.6]}]"),
                                slice("IPv4", "[{name: http, port: 70000}]", "[{addresses: [10.1.0.7]}]"))
                        .instances())
                .extracting(it -> it.instance().host())
                .containsExactly("10.1.0.6");
    }

    private static ServiceSlices.Said said(@Nullable String port, EndpointSlice... slices) {
        return new ServiceSlices(new Sought("crm", null, port, List.of()), new Remarks("kubernetes"))
                .read(List.of(slices));
    }

    private static EndpointSlice slice(String family, String ports, String endpoints) {
        EndpointSlice read = Serialization.unmarshal("""
                apiVersion: discovery.k8s.io/v1
                kind: EndpointSlice
                ports: %s
                endpoints: %s
                """.formatted(ports, endpoints), EndpointSlice.class);
        return new EndpointSliceBuilder(read).withAddressType(family).build();
    }
}
