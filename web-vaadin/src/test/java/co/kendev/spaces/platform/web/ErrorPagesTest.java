package co.kendev.spaces.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.RequestDispatcher;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;

class ErrorPagesTest {
    private final ErrorPages pages = new ErrorPages();

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 405, 410, 413, 415, 418, 429, 500, 502, 503})
    void hasWordsAndAWayOnForEveryStatus(int status) {
        var notice = say("GET", status);

        assertThat(notice.status()).isEqualTo(status);
        assertThat(notice.title()).endsWith(".");
        assertThat(notice.text()).isNotBlank();
        assertThat(notice.ways()).isNotEmpty().allSatisfy(way -> {
            assertThat(way.href()).startsWith("/");
            assertThat(way.label()).isNotBlank();
        });
    }

    @Test
    void triesAgainByItselfOnlyWhereThatIsHarmless() {
        assertThat(say("GET", 503).retry()).isPositive();
        assertThat(say("POST", 503).retry()).isZero();
        assertThat(say("POST", 503).text()).contains("was not taken");
    }

    @Test
    void neverLinksToAnotherHost() {
        var request = request("GET", 503);
        request.setAttribute(RequestDispatcher.ERROR_REQUEST_URI, "//evil.test/");

        assertThat(notice(request).ways()).extracting(Notice.Way::href).doesNotContain("//evil.test/");
    }

    private Notice say(String method, int status) {
        return notice(request(method, status));
    }

    private Notice notice(MockHttpServletRequest request) {
        return (Notice) Objects.requireNonNull(pages.say(request).getModel().get("notice"));
    }

    private static MockHttpServletRequest request(String method, int status) {
        var request = new MockHttpServletRequest(method, "/error");
        request.setAttribute(RequestDispatcher.ERROR_STATUS_CODE, status);
        request.setAttribute(RequestDispatcher.ERROR_REQUEST_URI, "/s/somewhere");
        return request;
    }
}
