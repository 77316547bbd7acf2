package io.highgate.store.contract;

import io.highgate.store.method.InterfaceDefinition;
import io.highgate.store.method.InterfaceStore;
import io.highgate.store.method.MethodDefinition;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What every store of interfaces promises. */
public abstract class InterfaceContract {

    private static final AtomicInteger COUNTER = new AtomicInteger();

    private static final MethodDefinition FIND =
            new MethodDefinition("find", "java.lang.String", "/users/find", true, true, "GET");
    private static final MethodDefinition PING = new MethodDefinition("ping", null, "\u4f60\"", false, false, null);

    protected abstract InterfaceStore store();

    private static InterfaceDefinition fresh(MethodDefinition... methods) {
        String name = "Users%06d".formatted(COUNTER.incrementAndGet());
        return new InterfaceDefinition("crm", name, List.of(methods), 0);
    }

    @Test
    void whatWasPutIsFound() {
        InterfaceDefinition definition = fresh(FIND, PING);
        InterfaceDefinition empty = fresh();
        assertThat(store().put(definition)).isEqualTo(definition.withVersion(1));
        assertThat(store().put(empty)).isEqualTo(empty.withVersion(1));
        assertThat(store().find(definition.key())).isEqualTo(definition.withVersion(1));
        assertThat(store().find(empty.key())).isEqualTo(empty.withVersion(1));
        assertThat(store().find("erp/" + definition.interfaceName())).isNull();
    }

    @Test
    void onlyOtherMethodsAreAChange() {
        InterfaceDefinition first = store().put(fresh(FIND, PING));
        assertThat(store().put(first)).isEqualTo(first);
        InterfaceDefinition other = new InterfaceDefinition(first.cell(), first.interfaceName(), List.of(PING), 0);
        assertThat(store().put(other)).isEqualTo(other.withVersion(2));
        assertThat(store().find(first.key())).isEqualTo(other.withVersion(2));
    }

    @Test
    void whatIsRemovedIsGone() {
        InterfaceDefinition definition = store().put(fresh(FIND));
        assertThat(store().remove(definition.key())).isTrue();
        assertThat(store().remove(definition.key())).isFalse();
        assertThat(store().find(definition.key())).isNull();
    }

    @Test
    void areListedPageByPage() {
        InterfaceDefinition first = store().put(fresh(FIND));
        InterfaceDefinition second = store().put(fresh(PING));
        InterfaceDefinition third = store().put(fresh());
        assertThat(store().list(first.key(), 2)).containsExactly(second, third);
        assertThat(store().list(first.key(), 1)).containsExactly(second);
        assertThat(store().list(third.key(), 10)).isEmpty();
    }

    @Test
    void whatCannotBeToldApartIsNoInterface() {
        assertThatThrownBy(() -> new InterfaceDefinition("a/b", "Users", List.of(), 0))
                .hasMessageContaining("a name without /");
        assertThatThrownBy(() -> new InterfaceDefinition("", "Users", List.of(), 0))
                .hasMessageContaining("a name without /");
        assertThatThrownBy(() -> new InterfaceDefinition("crm", " ", List.of(), 0))
                .hasMessageContaining("needs a name");
    }
}
