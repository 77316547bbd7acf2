package io.highgate.sdk.provider;

import io.highgate.testkit.FakeTime;
import java.time.Duration;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What a provider does next, for each answer that a center can give. */
class CourseTest {

    private static final Answer OK = new Answer(200, null, "{}");
    private static final Answer GONE = new Answer(404, null, "{\"code\":\"UNKNOWN_INSTANCE\"}");
    private static final Answer NOBODY = Answer.none("refused");

    private final FakeTime time = new FakeTime();

    @Test
    void aServiceThatIsNotWellIsNotRegistered() {
        Course course = course(1, true);

        for (Answer bad : new Answer[] {NOBODY, new Answer(503, null, ""), new Answer(302, null, "")}) {
            assertThat(course.step()).isEqualTo(Step.HEALTH);
            answer(course, bad);
            assertThat(course.state()).isEqualTo(ProviderState.NOT_READY);
            assertThat(wait(course)).isEqualTo(Course.LOOK);
        }
        answer(course, new Answer(204, null, ""));
        assertThat(course.state()).isEqualTo(ProviderState.REGISTERING);
        assertThat(course.step()).isEqualTo(Step.PUT);
        assertThat(wait(course)).isZero();
    }

    @Test
    void whoIsRegisteredBeats() {
        Course course = registered(1);

        assertThat(course.step()).isEqualTo(Step.BEAT);
        assertThat(wait(course)).isBetween(Duration.ofMillis(900), Duration.ofSeconds(1));
    }

    @Test
    void theCenterMayWantToHearMoreOften() {
        for (String body :
                new String[] {"{\"beat\":500}", "{\"beat\":0}", "{\"beat\":99999}", "{\"beat\":\"x\"}", "no"}) {
            Course course = course(1, false);
            answer(course, new Answer(201, null, body));
            assertThat(wait(course))
                    .isBetween(Duration.ofMillis(450), Duration.ofMillis(body.contains("500") ? 500 : 1_000));
        }
    }

    @Test
    void whoIsUnknownRegistersAgainAtOnce() {
        Course course = registered(1);
        answer(course, GONE);

        assertThat(course.state()).isEqualTo(ProviderState.REGISTERING);
        assertThat(course.step()).isEqualTo(Step.PUT);
        assertThat(wait(course)).isZero();
        answer(course, OK);
        assertThat(course.state()).isEqualTo(ProviderState.REGISTERED);
    }

    @Test
    void theNextCenterIsAskedAtOnceAndKept() {
        Course course = registered(3);
        int first = course.center();
        answer(course, NOBODY);

        assertThat(course.state()).isEqualTo(ProviderState.REGISTERED);
        assertThat(course.step()).isEqualTo(Step.BEAT);
        assertThat(course.center()).isNotEqualTo(first);
        assertThat(wait(course)).isZero();
        int second = course.center();
        answer(course, OK);
        assertThat(course.center()).isEqualTo(second);
    }

    @Test
    void whenAllCentersAreAwayTheyAreAskedMoreAndMoreSeldom() {
        Course course = registered(3);
        for (int i = 0; i < 3; i++) {
            assertThat(course.state()).isEqualTo(ProviderState.REGISTERED);
            answer(course, NOBODY);
        }
        assertThat(course.state()).isEqualTo(ProviderState.AWAY);
        assertThat(course.reason()).contains("refused");
        Duration longest = Duration.ZERO;
        for (int i = 0; i < 60; i++) {
            Duration wait = wait(course);
            longest = wait.compareTo(longest) > 0 ? wait : longest;
            answer(course, NOBODY);
        }
        assertThat(longest).isBetween(Duration.ofMillis(300), Centers.MOST_WAIT);
        answer(course, OK);
        assertThat(course.state()).isEqualTo(ProviderState.REGISTERED);
    }

    @Test
    void aCenterThatAsksToBeLeftAloneIs() {
        Course course = registered(1);
        answer(course, new Answer(503, null, ""), Duration.ofSeconds(7));

        assertThat(wait(course)).isEqualTo(Duration.ofSeconds(7));
        assertThat(course.step()).isEqualTo(Step.BEAT);
    }

    @Test
    void whoAsksTooOftenLeavesAllCentersAlone() {
        Course course = registered(3);
        answer(course, new Answer(429, null, ""), Duration.ofSeconds(7));

        assertThat(wait(course)).isEqualTo(Duration.ofSeconds(7));
        answer(course, new Answer(429, null, ""), null);
        assertThat(wait(course)).isBetween(Centers.LEAST_WAIT, Centers.MOST_WAIT);
    }

    @Test
    void aRefusalIsSaidAndTriedAgainSlowly() {
        for (int status : new int[] {400, 401, 403, 404, 409, 413, 301}) {
            Course course = course(3, false);
            answer(course, new Answer(status, null, "{\"code\":\"X\",\"message\":\"because\"}"));
            assertThat(course.state()).isEqualTo(ProviderState.REFUSED);
            assertThat(course.reason()).contains("HTTP " + status + " X because");
            assertThat(wait(course)).isBetween(Duration.ofSeconds(24), Duration.ofSeconds(36));
            answer(course, NOBODY);
            assertThat(course.state()).isEqualTo(ProviderState.REFUSED);
            answer(course, OK);
            assertThat(course.state()).isEqualTo(ProviderState.REGISTERED);
        }
    }

    @Test
    void aKeyThatIsTakenAwayStopsTheBeats() {
        Course course = registered(1);
        answer(course, new Answer(401, null, ""));

        assertThat(course.state()).isEqualTo(ProviderState.REFUSED);
        assertThat(course.step()).isEqualTo(Step.PUT);
        assertThat(wait(course)).isGreaterThan(Duration.ofSeconds(20));
    }

    @Test
    void whoDrainsGoesOnBeatingUntilItCloses() {
        Course course = registered(1);
        course.drain(time.nanos());
        assertThat(course.step()).isEqualTo(Step.DRAIN);
        answer(course, OK);

        long began = time.nanos();
        while (!course.isDrained()) {
            assertThat(course.step()).isEqualTo(Step.BEAT);
            answer(course, OK);
        }
        assertThat(Duration.ofNanos(time.nanos() - began)).isEqualTo(Duration.ofSeconds(3));
        answer(course, OK);
        assertThat(course.state()).isEqualTo(ProviderState.DRAINING);
        assertThat(course.step()).isEqualTo(Step.BEAT);
        course.close(time.nanos());
        assertThat(course.step()).isEqualTo(Step.DELETE);
        answer(course, new Answer(204, null, ""));
        assertThat(course.state()).isEqualTo(ProviderState.CLOSED);
        assertThat(course.reason()).isEqualTo("deregistered");
    }

    @Test
    void whoClosesDrainsFirst() {
        Course course = registered(1);
        course.close(time.nanos());
        assertThat(course.step()).isEqualTo(Step.DRAIN);
        answer(course, OK);
        while (course.step() == Step.BEAT) {
            assertThat(course.isDrained()).isFalse();
            answer(course, OK);
        }
        assertThat(course.step()).isEqualTo(Step.DELETE);
    }

    @Test
    void whoWasNeverRegisteredHasNothingToWaitFor() {
        Course course = course(1, true);
        answer(course, NOBODY);
        course.drain(time.nanos());
        assertThat(course.isDrained()).isTrue();
        assertThat(course.step()).isEqualTo(Step.REST);
        course.close(time.nanos());

        assertThat(course.state()).isEqualTo(ProviderState.CLOSED);
    }

    @Test
    void whoeverIsForgottenWhileDrainingDoesNotComeBack() {
        Course course = registered(1);
        course.close(time.nanos());
        answer(course, OK);
        answer(course, GONE);

        assertThat(course.state()).isEqualTo(ProviderState.CLOSED);
    }

    @Test
    void aDrainThatNobodyHearsOfIsGivenUpInTime() {
        Course course = registered(2);
        long began = time.nanos();
        course.close(time.nanos());
        while (course.state() != ProviderState.CLOSED) {
            answer(course, NOBODY);
        }

        assertThat(Duration.ofNanos(time.nanos() - began)).isLessThan(Duration.ofSeconds(6));
        assertThat(course.reason()).contains("the lease will end");
    }

    @Property(tries = 3_000)
    void whateverAnswersComeItGoesOnAndEndsInTime(@ForAll long seed, @ForAll @IntRange(min = 1, max = 4) int centers) {
        Random random = new Random(seed);
        Course course = new Course(Timing.USUAL, centers, random.nextBoolean(), random::nextDouble, time.nanos());
        boolean taken = false;
        for (int i = 0; i < random.nextInt(40); i++) {
            if (random.nextInt(30) == 0) {
                course.drain(time.nanos());
            }
            Step step = course.step();
            boolean good = answerByChance(course, random);
            taken |= step == Step.PUT && good;
            if (course.state() == ProviderState.REGISTERED) {
                assertThat(taken).isTrue();
            }
            assertThat(course.step()).isNotEqualTo(Step.DELETE);
            assertThat(wait(course)).isLessThanOrEqualTo(RetryAfter.MOST);
        }
        course.close(time.nanos());
        long began = time.nanos();
        for (int i = 0; i < 1_000 && course.state() != ProviderState.CLOSED; i++) {
            if (course.step() == Step.DELETE) {
                assertThat(course.isDrained()).isTrue();
            }
            answerByChance(course, random);
        }
        assertThat(course.state()).isEqualTo(ProviderState.CLOSED);
        assertThat(Duration.ofNanos(time.nanos() - began)).isLessThanOrEqualTo(Duration.ofSeconds(9));
    }

    private boolean answerByChance(Course course, Random random) {
        int[] all = {0, 0, 200, 200, 200, 201, 302, 400, 401, 404, 429, 500, 503};
        Answer answer = new Answer(all[random.nextInt(all.length)], null, "");
        answer(course, answer, random.nextBoolean() ? null : Duration.ofSeconds(random.nextInt(60)));
        return answer.isGood();
    }

    private Course course(int centers, boolean asksHealth) {
        return new Course(Timing.USUAL, centers, asksHealth, new Random(7)::nextDouble, time.nanos());
    }

    private Course registered(int centers) {
        Course course = course(centers, false);
        answer(course, OK);
        assertThat(course.state()).isEqualTo(ProviderState.REGISTERED);
        return course;
    }

    private Duration wait(Course course) {
        return Duration.ofNanos(Math.max(0, course.due() - time.nanos()));
    }

    private void answer(Course course, Answer answer) {
        answer(course, answer, null);
    }

    private void answer(Course course, Answer answer, @Nullable Duration asked) {
        time.pass(wait(course));
        course.after(answer, asked, time.nanos());
    }
}
