package co.kendev.spaces.agents;

import co.kendev.spaces.platform.ids.SpaceId;

/**
 * An AI partner in a space.
 *
 * @param slug its name in addresses and templates, unique in the space
 * @param persona who it is, in words a model and a person understand
 * @param personaVersion starts at 1; a changed persona is the next one
 */
public record Agent(
        AgentId id,
        SpaceId space,
        String slug,
        String name,
        Purpose purpose,
        Provider provider,
        String persona,
        int personaVersion) {}
