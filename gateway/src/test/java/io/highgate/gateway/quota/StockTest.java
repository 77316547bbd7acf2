package io.highgate.gateway.quota;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class StockTest {

    private static final long PERIOD = 1_000;

    private final Stock stock = new Stock(5, 20, PERIOD);

    private int taken(long now) {
        int taken = 0;
        while (stock.take(now)) {
            taken++;
        }
        return taken;
    }

    @Test
    void givesOutWhatCame() {
        assertThat(stock.take(0)).isFalse();
        assertThat(stock.beginToFill(0)).isTrue();
        stock.filled(10, 90, 0);
        assertThat(stock.left()).isEqualTo(100);
        assertThat(taken(1)).isEqualTo(10);
    }

    @Test
    void isFilledBeforeItIsUsedUpByOneAtATime() {
        assertThat(stock.beginToFill(0)).isTrue();
        assertThat(stock.beginToFill(0)).isFalse();
        stock.filled(10, 0, 0);
        assertThat(stock.beginToFill(0)).isFalse();
        for (int i = 0; i < 5; i++) {
            stock.take(0);
        }
        assertThat(stock.beginToFill(0)).isTrue();
        stock.filled(10, 0, 0);
        assertThat(taken(0)).isEqualTo(15);
    }

    @Test
    void holdsNoMoreThanItsRoom() {
        stock.filled(15, 0, 0);
        stock.filled(15, 0, 0);
        assertThat(taken(0)).isEqualTo(20);
    }

    @Test
    void whatIsNotUsedWithinThePeriodIsLost() {
        stock.filled(10, 0, 0);
        assertThat(stock.goodFor(400)).isEqualTo(600);
        assertThat(stock.isEmpty(PERIOD - 1)).isFalse();
        assertThat(stock.take(PERIOD - 1)).isTrue();
        assertThat(stock.take(PERIOD)).isFalse();
        assertThat(stock.isEmpty(PERIOD)).isTrue();
    }

    @Test
    void aStoreThatRefusesLeavesItAsItIs() {
        assertThat(stock.beginToFill(0)).isTrue();
        stock.filled(0, 0, 0);
        assertThat(stock.take(0)).isFalse();
        assertThat(stock.beginToFill(0)).isTrue();
    }
}
