package co.kendev.spaces.identity;

import co.kendev.spaces.platform.ids.PersonId;

/** A human being with a login; the same person in every tenant they belong to. */
public record Person(PersonId id, String email, String name, boolean operator) {}
