package co.kendev.spaces;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * The one runnable of Spaces: web, worker or both, by the property {@code spaces.role}; with the word {@code verify-ledger} it
 * verifies the books instead.
 */
@SpringBootApplication
public class App {
    static void main(String[] args) {
        if (args.length > 0 && args[0].equals(VerifyLedger.COMMAND)) {
            System.exit(VerifyLedger.run(args));
        }
        SpringApplication.run(App.class, args);
    }
}
