package co.kendev.spaces.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockServletContext;

class SessionCookieTest {
    @ParameterizedTest
    @CsvSource({"127.0.0.1,false", "::1,false", "0.0.0.0,true", "'',true"})
    void isSecureWhereOthersCanListen(String address, boolean secure) throws Exception {
        var context = new MockServletContext();
        new SessionCookie().secureSessionCookie(new Network(address)).onStartup(context);
        assertThat(context.getSessionCookieConfig().isSecure()).isEqualTo(secure);
    }
}
