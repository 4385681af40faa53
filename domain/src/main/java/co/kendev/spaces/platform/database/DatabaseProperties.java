package co.kendev.spaces.platform.database;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** Where the database is, and who the three users are ({@code SPACES_DB_…} in the environment). */
@ConfigurationProperties("spaces.db")
record DatabaseProperties(
        @DefaultValue("jdbc:postgresql://127.0.0.1:5433/spaces")
        String url,

        @DefaultValue("spaces_owner") String ownerUser,
        @DefaultValue("") String ownerPassword,
        @DefaultValue("spaces_app") String user,
        @DefaultValue("") String password,
        @DefaultValue("spaces_relay") String relayUser,
        @DefaultValue("") String relayPassword,
        @DefaultValue("16") int poolSize) {}
