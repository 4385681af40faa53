package co.kendev.spaces.spaces;

import co.kendev.spaces.platform.ids.PersonId;
import java.time.Instant;

/** A person in a space. */
public record Member(PersonId person, String name, Role role, Instant joinedAt) {}
