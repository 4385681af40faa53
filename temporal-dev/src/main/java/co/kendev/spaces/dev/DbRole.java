package co.kendev.spaces.dev;

/** Who logs in to the development database. */
enum DbRole {
    /** Creates the others; used by nothing else. */
    SUPERUSER("postgres"),
    /** Owns the product's database and migrates it; passes the tenant wall. */
    OWNER("spaces_owner"),
    /** The product itself: owns nothing and cannot pass the wall. */
    APPLICATION("spaces_app"),
    /** The outbox relay, with policies of its own. */
    RELAY("spaces_relay"),
    /** The Temporal server, with databases of its own. */
    TEMPORAL("temporal");

    private final String user;

    DbRole(String user) {
        this.user = user;
    }

    String user() {
        return user;
    }
}
