package co.kendev.spaces.identity.web;

import co.kendev.spaces.identity.Person;
import co.kendev.spaces.identity.SigningKeys;
import co.kendev.spaces.platform.ids.PersonId;
import co.kendev.spaces.platform.ids.TenantId;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.Objects;
import java.util.UUID;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.stereotype.Component;

/** Signs and checks access tokens (JWT, HS256): short-lived, for one person in one tenant. */
@Component
public class AccessTokens implements JwtDecoder {
    /** How long an access token lasts; what it claims is believed for that time. */
    public static final Duration LIFE = Duration.ofMinutes(15);

    private static final String ISSUER = "spaces";
    private static final String PURPOSE = "access-token";

    private final SigningKeys keys;
    private final Clock clock;
    /** Checking a signature costs more than finding it here again; the expiry is checked every time. */
    private final Cache<String, Jwt> checked = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(Duration.ofMinutes(1))
            .build();

    private volatile @Nullable JwtDecoder decoder;

    AccessTokens(SigningKeys keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /** @param tenant the tenant the token speaks for; null for operators outside any tenant */
    public String issue(Person person, @Nullable TenantId tenant, @Nullable String tenantSlug) {
        var now = clock.instant();
        var claims = new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .subject(person.id().toString())
                .claim("name", person.name())
                .claim("email", person.email())
                .claim("operator", person.operator() ? true : null)
                .claim("tenant", tenantSlug)
                .claim("tid", tenant == null ? null : tenant.toString())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(LIFE)))
                .build();
        var token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
        try {
            token.sign(new MACSigner(keys.key(PURPOSE)));
        } catch (JOSEException e) {
            throw new IllegalStateException("a 256-bit key signs HS256", e);
        }
        return token.serialize();
    }

    @Override
    public Jwt decode(String token) {
        var known = checked.getIfPresent(token);
        if (known != null) {
            if (!Objects.requireNonNull(known.getExpiresAt()).isAfter(clock.instant())) {
                throw new BadJwtException("The token has expired");
            }
            return known;
        }
        var jwt = decoder().decode(token);
        if (jwt.getExpiresAt() == null) {
            throw new BadJwtException("The token never expires");
        }
        caller(jwt);
        checked.put(token, jwt);
        return jwt;
    }

    /** For whom a checked token speaks. */
    static Caller caller(Jwt jwt) {
        try {
            var tenant = jwt.getClaimAsString("tid");
            return new Caller(
                    new Person(
                            new PersonId(UUID.fromString(jwt.getSubject())),
                            Objects.requireNonNullElse(jwt.getClaimAsString("email"), ""),
                            Objects.requireNonNullElse(jwt.getClaimAsString("name"), ""),
                            Boolean.TRUE.equals(jwt.getClaimAsBoolean("operator"))),
                    tenant == null ? null : new TenantId(UUID.fromString(tenant)),
                    null,
                    Objects.requireNonNull(jwt.getExpiresAt()));
        } catch (IllegalArgumentException | NullPointerException e) {
            throw new BadJwtException("The token names nobody", e);
        }
    }

    /** The key comes from the database, which need not be there when this object is made. */
    private JwtDecoder decoder() {
        var known = decoder;
        if (known == null) {
            var made = NimbusJwtDecoder.withSecretKey(new SecretKeySpec(keys.key(PURPOSE), "HmacSHA256"))
                    .macAlgorithm(MacAlgorithm.HS256)
                    .build();
            made.setJwtValidator(JwtValidators.createDefaultWithIssuer(ISSUER));
            decoder = made;
            known = made;
        }
        return known;
    }
}
