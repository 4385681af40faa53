package co.kendev.spaces.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Switches the theme where no script runs; with one, the page does it by itself. */
@Controller
class ThemeChoice {
    @GetMapping("/theme")
    ResponseEntity<Void> choose(
            @RequestParam(defaultValue = "") String to,
            @RequestParam(defaultValue = "/") String back,
            HttpServletRequest request) {
        var cookie = ResponseCookie.from(
                        Theme.COOKIE, Theme.of(to).orElse(Theme.DARK).getKey())
                .path("/")
                .sameSite("Lax")
                .secure(request.isSecure())
                .maxAge(Duration.ofDays(365))
                .build();
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create(Paths.localOr(back, "/")))
                .header(HttpHeaders.SET_COOKIE, cookie.toString())
                .build();
    }
}
