package io.highgate.model.ocelot.read;

import io.highgate.base.problem.Problems;
import io.highgate.model.ocelot.Compat;
import io.highgate.model.spec.GatewaySpec;
import io.highgate.model.text.JsonText;
import io.highgate.model.text.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

/** The example with every value replaced by every other kind of value, one at a time. */
class OcelotMutationTest {

    @ParameterizedTest
    @EnumSource
    void aValueOfAnyKindAnywhereIsReadOrReported(Compat compat) throws IOException {
        String text = Files.readString(Path.of("..", "examples", "ocelot", "ocelot.json"));
        Node root = requireNonNull(JsonText.read("ocelot.json", text, new Problems()));
        List<Node> mutants = new ArrayList<>();
        for (UnaryOperator<Node> change : changes()) {
            eachChanged(root, change, mutants::add);
        }
        assertThat(mutants).hasSizeGreaterThan(1_000);
        mutants.parallelStream().forEach(mutant -> {
            read(mutant, compat, true);
            read(mutant, compat, false);
        });
    }

    private static void read(Node mutant, Compat compat, boolean lenient) {
        Problems problems = new Problems();
        GatewaySpec spec = new OcelotReader(compat, lenient).read(mutant, Set.of(), problems);
        assertThat(spec == null).isEqualTo(problems.hasErrors());
    }

    private static List<UnaryOperator<Node>> changes() {
        return List.of(
                it -> new Node.Mapping(it.place(), List.of()),
                it -> new Node.Sequence(it.place(), List.of(it)),
                it -> new Node.Scalar(it.place(), Node.Kind.TEXT, "}{,//"),
                it -> new Node.Scalar(it.place(), Node.Kind.NUMBER, "-1e14"),
                it -> new Node.Scalar(it.place(), Node.Kind.BOOLEAN, "true"),
                it -> new Node.Scalar(it.place(), Node.Kind.NULL, "null"));
    }

    /** Hands out copies of a tree, in each of which one node is changed. */
    private static void eachChanged(Node node, UnaryOperator<Node> change, Consumer<Node> sink) {
        sink.accept(change.apply(node));
        switch (node) {
            case Node.Scalar ignored -> {}
            case Node.Sequence sequence -> {
                for (int i = 0; i < sequence.items().size(); i++) {
                    int at = i;
                    eachChanged(sequence.items().get(i), change, changed -> {
                        List<Node> items = new ArrayList<>(sequence.items());
                        items.set(at, changed);
                        sink.accept(new Node.Sequence(sequence.place(), items));
                    });
                }
            }
            case Node.Mapping mapping -> {
                for (int i = 0; i < mapping.entries().size(); i++) {
                    int at = i;
                    Node.Entry entry = mapping.entries().get(i);
                    eachChanged(entry.value(), change, changed -> {
                        List<Node.Entry> entries = new ArrayList<>(mapping.entries());
                        entries.set(at, new Node.Entry(entry.place(), entry.key(), changed));
                        sink.accept(new Node.Mapping(mapping.place(), entries));
                    });
                }
            }
        }
    }
}
