package co.kendev.spaces;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The one runnable of Spaces: web, worker or both, by the property {@code spaces.role}. */
@SpringBootApplication
public class App {
    static void main(String[] args) {
        SpringApplication.run(App.class, args);
    }
}
