package co.kendev.spaces.messages;

import co.kendev.spaces.platform.tenancy.Actor;
import tools.jackson.databind.JsonNode;

/**
 * Somebody pressed a button of a widget.
 *
 * @param actor who, and they may see the message
 * @param name as the space knows them
 * @param block as it was drawn when they pressed, in whichever version it was stored
 * @param action the button
 * @param values what its form held, an object
 */
public record Press(Actor actor, String name, Message message, JsonNode block, String action, JsonNode values) {}
