package co.kendev.spaces.platform.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/** Names the static files of the pages by their content, so that browsers keep them for good and still never show an old one. */
@Component
public class Assets {
    private final ConcurrentHashMap<String, String> versions = new ConcurrentHashMap<>();

    /** The address of a file below {@code META-INF/resources}, with its version. */
    public String at(String path) {
        return path + "?v=" + versions.computeIfAbsent(path, Assets::version);
    }

    private static String version(String path) {
        try (var file = new ClassPathResource("META-INF/resources" + path).getInputStream()) {
            return shortHash(file.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("a page asks for a file that is not there: " + path, e);
        }
    }

    /** A version for content that is made, not stored. */
    public static String shortHash(byte[] content) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(content))
                    .substring(0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
