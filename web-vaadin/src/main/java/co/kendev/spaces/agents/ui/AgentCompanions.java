package co.kendev.spaces.agents.ui;

import co.kendev.spaces.agents.Agents;
import co.kendev.spaces.platform.ids.SpaceId;
import co.kendev.spaces.platform.tenancy.Actor;
import co.kendev.spaces.spaces.ui.Companions;
import java.util.List;
import org.springframework.stereotype.Component;

/** Lists the AI partners of a space among its members. */
@Component
class AgentCompanions implements Companions {
    private final Agents agents;

    AgentCompanions(Agents agents) {
        this.agents = agents;
    }

    @Override
    public List<Companion> of(Actor actor, SpaceId space) {
        return agents.of(actor, space).stream()
                .map(agent -> new Companion(
                        agent.id().value(),
                        agent.name(),
                        "agent",
                        switch (agent.purpose()) {
                            case GENERAL_BUSINESS -> "general business";
                            case ETHICS_ANALYSIS -> "ethics and analysis";
                            case DOCUMENTS_IMAGES -> "documents and images";
                            case SPECIALIST_KNOWLEDGE -> "specialist knowledge";
                            case PRIVATE_LEGAL -> "private and legal";
                        }))
                .toList();
    }
}
