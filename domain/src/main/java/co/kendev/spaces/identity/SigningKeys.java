package co.kendev.spaces.identity;

import co.kendev.spaces.platform.tenancy.Scope;
import co.kendev.spaces.platform.tenancy.Tx;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The installation's secret, made once and shared by all instances; everything signed derives its own key from it. */
@Component
public class SigningKeys {
    private final Tx tx;
    private final JdbcClient jdbc;
    private final Clock clock;
    private volatile byte @Nullable [] secret;

    SigningKeys(Tx tx, JdbcClient jdbc, Clock clock) {
        this.tx = tx;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** A 256-bit key for one purpose, the same on every instance and after every restart. */
    public byte[] key(String purpose) {
        return hmac(secret(), purpose);
    }

    /** A signature of the text under the key of the purpose, base64url. */
    public String sign(String purpose, String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(hmac(key(purpose), text));
    }

    private byte[] secret() {
        var known = secret;
        if (known == null) {
            known = load();
            secret = known;
        }
        return known;
    }

    private byte[] load() {
        return tx.write(Scope.NOBODY, () -> {
            var fresh = new byte[32];
            new SecureRandom().nextBytes(fresh);
            jdbc.sql(
                            "insert into identity.signing_key (id, secret, created_at) values (1, ?, ?) on conflict do nothing")
                    .params(fresh, Timestamp.from(clock.instant()))
                    .update();
            return jdbc.sql("select secret from identity.signing_key where id = 1")
                    .query((rs, row) -> rs.getBytes(1))
                    .single();
        });
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }
}
