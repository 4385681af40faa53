package co.kendev.spaces.agents;

import java.util.UUID;

/** Identifies an agent. */
public record AgentId(UUID value) {}
