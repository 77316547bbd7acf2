package io.highgate.gateway.center;

import io.highgate.testkit.FakeTime;
import io.highgate.wire.cell.Listed;
import io.highgate.wire.stream.Position;
import io.highgate.wire.stream.StreamMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The copy of a registry follows what fits, and nothing that does not fit changes it. */
class CopyTest {

    private final FakeTime time = new FakeTime();
    private final Copy copy = new Copy();
    private final Book book = new Book("e1");

    private Copy.Said take(StreamMessage message) {
        return copy.take(message, "http://a:1", time.nanos());
    }

    private Copy.Said takeAll(List<StreamMessage> messages, String center) {
        Copy.Said last = new Copy.Said.Fine(false);
        copy.newStream();
        for (StreamMessage message : messages) {
            last = copy.take(message, center, time.nanos());
        }
        return last;
    }

    private void know(int instances) {
        book.change(
                IntStream.range(0, instances)
                        .mapToObj(it -> Book.up("c" + it % 3, 1 + it))
                        .toList(),
                List.of());
        takeAll(book.snapshot(), "http://a:1");
    }

    @Test
    void aSnapshotCountsWhenItIsWhole() {
        Listed one = Book.up("crm", 1);
        book.change(List.of(one), List.of());
        List<StreamMessage> snapshot = book.snapshot();
        take(snapshot.get(0));
        take(snapshot.get(1));
        assertThat(copy.known()).isEqualTo(Registry.NOTHING);
        assertThat(take(snapshot.get(2)))
                .isInstanceOfSatisfying(
                        Copy.Said.Changed.class, it -> assertThat(it.cells()).containsExactly("crm"));
        assertThat(copy.known().of("crm")).containsExactly(one);
        assertThat(copy.since()).isEqualTo(book.at());
    }

    @Test
    void changesComeInOrderAndNameTheCellsThatChanged() {
        know(3);
        Copy.Said said = take(book.change(List.of(Book.up("new", 9)), List.of("c1/127.0.0.1:2")));
        assertThat(said)
                .isInstanceOfSatisfying(
                        Copy.Said.Changed.class, it -> assertThat(it.cells()).containsExactlyInAnyOrder("new", "c1"));
        assertThat(copy.known().instances()).isEqualTo(3);
        assertThat(copy.known().cells()).doesNotContainKey("c1");
        assertThat(take(book.pulse())).isEqualTo(new Copy.Said.Fine(true));
    }

    @Test
    void whatDoesNotFitChangesNothingAndOnlyASnapshotWillDo() {
        know(3);
        Registry before = copy.known();
        StreamMessage.Delta missed = book.change(List.of(Book.up("c1", 8)), List.of());
        StreamMessage.Delta next = book.change(List.of(Book.up("c1", 9)), List.of());
        Position at = missed.position();
        String sum = missed.checksum();
        List<StreamMessage> wrong = List.of(
                next,
                new StreamMessage.Delta(at, missed.put(), List.of(), "0000000000000000"),
                new StreamMessage.Delta(new Position("e2", at.seq()), missed.put(), List.of(), sum),
                new StreamMessage.Delta(new Position("e1", 1), missed.put(), List.of(), sum),
                new StreamMessage.Pulse(at, sum),
                new StreamMessage.Pulse(new Position("e1", 1), "0000000000000000"),
                new StreamMessage.Pulse(new Position("e2", 1), sum),
                new StreamMessage.Begin(at, Copy.MOST + 1),
                new StreamMessage.Part(missed.put()),
                new StreamMessage.End(sum));
        for (StreamMessage message : wrong) {
            Book again = new Book("e1");
            again.change(
                    before.cells().values().stream()
                            .flatMap(it -> it.values().stream())
                            .toList(),
                    List.of());
            takeAll(again.snapshot(), "http://a:1");
            assertThat(take(message)).as("%s", message).isInstanceOf(Copy.Said.Lost.class);
            assertThat(copy.known()).isEqualTo(before);
            assertThat(copy.since()).isNull();
            assertThat(take(missed)).isInstanceOf(Copy.Said.Lost.class);
        }
        takeAll(book.snapshot(), "http://a:1");
        assertThat(copy.known().instances()).isEqualTo(5);
    }

    @Test
    void aSnapshotWithAWrongCountOrSumChangesNothing() {
        know(3);
        Registry before = copy.known();
        book.change(List.of(Book.up("c1", 8)), List.of());
        List<StreamMessage> tooFew = new ArrayList<>(book.snapshot());
        tooFew.remove(1);
        assertThat(takeAll(tooFew, "http://a:1")).isInstanceOf(Copy.Said.Lost.class);
        List<StreamMessage> wrongSum = new ArrayList<>(book.snapshot());
        wrongSum.set(2, new StreamMessage.End("0000000000000000"));
        assertThat(takeAll(wrongSum, "http://a:1")).isInstanceOf(Copy.Said.Lost.class);
        List<StreamMessage> tooMany = new ArrayList<>(book.snapshot());
        tooMany.set(0, new StreamMessage.Begin(book.at(), 1));
        assertThat(takeAll(tooMany, "http://a:1")).isInstanceOf(Copy.Said.Lost.class);
        assertThat(copy.known()).isEqualTo(before);
    }

    @Test
    void aSnapshotThatLacksMostIsDoubtedForAWhile() {
        know(9);
        Book empty = new Book("e2");
        empty.change(List.of(Book.up("c0", 100)), List.of());
        takeAll(empty.snapshot(), "http://a:1");
        assertThat(copy.known().instances())
                .as("what is new counts, what is lacking stays")
                .isEqualTo(10);
        assertThat(copy.doubtful()).isEqualTo(9);
        time.pass(Copy.DOUBT.minusMillis(1));
        take(empty.pulse());
        assertThat(copy.known().instances()).isEqualTo(10);
        time.pass(Duration.ofMillis(1));
        assertThat(take(empty.pulse())).isInstanceOf(Copy.Said.Changed.class);
        assertThat(copy.known().instances()).isEqualTo(1);
        assertThat(copy.doubtful()).isZero();
    }

    @Test
    void whatComesBackMeanwhileEndsTheDoubt() {
        know(9);
        Book empty = new Book("e2");
        takeAll(empty.snapshot(), "http://a:1");
        for (int i = 0; i < 5; i++) {
            assertThat(copy.doubtful()).isEqualTo(9 - i);
            take(empty.change(List.of(Book.up("c" + i % 3, 1 + i)), List.of()));
        }
        assertThat(copy.doubtful()).isZero();
        assertThat(copy.known().instances()).isEqualTo(5);
    }

    @Test
    void twoCentersThatSayTheSameAreBelieved() {
        know(9);
        Book empty = new Book("e2");
        takeAll(empty.snapshot(), "http://a:1");
        takeAll(empty.snapshot(), "http://a:1");
        assertThat(copy.known().instances()).as("the same one again").isEqualTo(9);
        takeAll(empty.snapshot(), "http://b:1");
        assertThat(copy.known().instances()).isZero();
    }

    @Test
    void aCenterThatHasItsStoreBackEndsTheDoubt() {
        know(9);
        takeAll(new Book("e2").snapshot(), "http://a:1");
        takeAll(book.snapshot(), "http://a:1");
        assertThat(copy.doubtful()).isZero();
        time.pass(Copy.DOUBT);
        take(book.pulse());
        assertThat(copy.known().instances()).isEqualTo(9);
    }

    @Test
    void whatIsKeptOnDiskIsReadBackWholeOrNotAtAll() {
        know(1_200);
        String text = KeptRegistry.write(copy.known());
        Copy next = new Copy();
        KeptRegistry.read(text, next, time.nanos());
        assertThat(next.known()).isEqualTo(copy.known());
        assertThat(next.since()).isEqualTo(book.at());
        for (String damaged : List.of(
                "", "\n", "x", text.substring(0, text.length() / 2), text.replaceFirst("127.0.0.1", "127.0.0.2"))) {
            Copy other = new Copy();
            assertThat(KeptRegistry.read(damaged, other, time.nanos())).isInstanceOf(Copy.Said.Lost.class);
            assertThat(other.known()).isEqualTo(Registry.NOTHING);
            assertThat(other.since()).isNull();
        }
    }
}
