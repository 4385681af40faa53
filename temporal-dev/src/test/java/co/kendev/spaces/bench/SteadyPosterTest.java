package co.kendev.spaces.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class SteadyPosterTest {

    private static final int PER_SECOND = 100;

    @Test
    void aStallCountsForThePostsItHoldsUp() throws IOException {
        var posts = SteadyPoster.onTime(40, PER_SECOND, number -> {
            if (number == 5) {
                sleep(200);
            }
            return number;
        });

        assertThat(posts.get(6).due() - posts.get(5).due()).isEqualTo(TimeUnit.MILLISECONDS.toNanos(10));
        assertThat(posts.get(6).sent() - posts.get(6).due()).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(150));
        assertThat(posts.get(10).answered() - posts.get(10).due()).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(100));
        assertThat(posts).allSatisfy(post -> assertThat(post.sent()).isGreaterThanOrEqualTo(post.due()));
    }

    @Test
    void aRateThatIsNotKeptIsNoFigure() throws IOException {
        var posts = SteadyPoster.onTime(20, PER_SECOND, number -> {
            sleep(20);
            return number;
        });

        assertThatIllegalStateException()
                .isThrownBy(() -> SteadyPoster.requireRate(posts, PER_SECOND))
                .withMessageContaining("of 100 posts/s");
    }

    private static void sleep(int ms) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(ms));
    }
}
