package co.kendev.spaces.onboarding;

import co.kendev.spaces.onboarding.ChannelsPart.TemplateChannel;
import co.kendev.spaces.platform.errors.DomainException;
import co.kendev.spaces.platform.errors.ErrorCode;
import co.kendev.spaces.platform.ids.ChannelId;
import co.kendev.spaces.spaces.Channel;
import co.kendev.spaces.spaces.Channels;
import co.kendev.spaces.spaces.Permission;
import co.kendev.spaces.spaces.Role;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * What each role may do. A channel that a role may not see has no row for it, so the role's permissions are then written channel by
 * channel: a channel added later stays closed to customers until somebody opens it.
 */
@Component
class RolesPart implements TemplatePart<RolesPart.Content> {
    private final Channels channels;
    private final ChannelsPart channelsPart;

    RolesPart(Channels channels, ChannelsPart channelsPart) {
        this.channels = channels;
        this.channelsPart = channelsPart;
    }

    @Override
    public String field() {
        return "roles";
    }

    @Override
    public Stage stage() {
        return Stage.ROLES;
    }

    @Override
    public Content read(TemplateReader field, Template soFar) {
        var names = soFar.get(channelsPart).map(ChannelsPart.Content::names).orElse(Set.of());
        var seen = EnumSet.noneOf(Role.class);
        var roles = field.elements(1, Role.values().length).stream()
                .map(element -> {
                    element.onlyFields(Set.of("role", "permissions", "channels"));
                    var role = element.choice("role", Role.class, RolesPart::role, Role::word);
                    if (!seen.add(role)) {
                        element.problem("role", "is there twice. Describe each role once.");
                    }
                    var special = element.object("channels");
                    var overrides = new HashMap<String, Set<Permission>>();
                    for (var channel : special.fields()) {
                        if (!names.contains(channel)) {
                            special.problem(channel, "is no channel of this template.");
                        }
                        overrides.put(channel, permissions(special, channel));
                    }
                    return new TemplateRole(role, permissions(element, "permissions"), Map.copyOf(overrides));
                })
                .toList();
        if (!seen.containsAll(EnumSet.allOf(Role.class))) {
            field.problem("", "lacks " + EnumSet.complementOf(seen) + ". Describe all five roles.");
        }
        return new Content(roles);
    }

    @Override
    public void build(Site site, Content content) {
        var template = site.template().get(channelsPart).orElseThrow();
        var ids = channels.all(site.tenantId(), site.space()).stream()
                .collect(Collectors.toMap(Channel::name, Channel::id));
        var grants = new ArrayList<Channels.Grant>();
        for (var role : content.roles()) {
            boolean everywhere = template.channels().stream()
                    .filter(channel -> channel.kind() != Channel.Kind.PRIVATE)
                    .allMatch(channel -> role.in(channel).contains(Permission.VIEW));
            grants.add(new Channels.Grant(null, role.role(), everywhere ? role.permissions() : role.outsideChannels()));
            for (var channel : template.channels()) {
                var own = role.in(channel);
                if (own.isEmpty()
                        || (everywhere && own.equals(role.permissions()) && channel.kind() != Channel.Kind.PRIVATE)) {
                    continue;
                }
                grants.add(new Channels.Grant(id(ids, channel), role.role(), own));
            }
        }
        channels.grantAll(site.tenantId(), site.space(), grants);
    }

    @Override
    public void undo(Site site) {
        channels.revokeAll(site.tenantId(), site.space());
    }

    @Override
    public String note(Site site, Content content) {
        return content.roles().size() + " roles";
    }

    /** A grant without a channel would be one for the whole space. */
    private static ChannelId id(Map<String, ChannelId> ids, TemplateChannel channel) {
        var id = ids.get(channel.name());
        if (id == null) {
            throw new DomainException(
                    ErrorCode.CONFLICT, "The space has no channel #" + channel.name() + ". Sign up again.");
        }
        return id;
    }

    private static Set<Permission> permissions(TemplateReader reader, String field) {
        var permissions = EnumSet.noneOf(Permission.class);
        for (var word : reader.texts(field)) {
            Permission.of(word)
                    .ifPresentOrElse(
                            permissions::add,
                            () -> reader.problem(
                                    field,
                                    "names “" + word + "”. Permissions are "
                                            + String.join(
                                                    ", ",
                                                    Arrays.stream(Permission.values())
                                                            .map(Permission::word)
                                                            .toList())
                                            + "."));
        }
        return permissions;
    }

    private static Optional<Role> role(String word) {
        return Arrays.stream(Role.values())
                .filter(role -> role.word().equals(word))
                .findFirst();
    }

    /** @param channels what the role may do in single channels, instead of everywhere */
    record TemplateRole(Role role, Set<Permission> permissions, Map<String, Set<Permission>> channels) {
        private static final Set<Permission> IN_CHANNELS =
                EnumSet.of(Permission.VIEW, Permission.POST, Permission.ANNOUNCE);

        /** What the role may do in a channel; empty when it may not see it. */
        Set<Permission> in(TemplateChannel channel) {
            var own = channels.get(channel.name());
            if (own != null) {
                return own;
            }
            if (role == Role.OWNER || role == Role.ADMIN) {
                return permissions;
            }
            if (channel.kind() == Channel.Kind.PRIVATE || (role == Role.CUSTOMER && !channel.customers())) {
                return Set.of();
            }
            return permissions;
        }

        /** What the role may do that is not about single channels. */
        Set<Permission> outsideChannels() {
            var rest = EnumSet.noneOf(Permission.class);
            permissions.stream()
                    .filter(permission -> !IN_CHANNELS.contains(permission))
                    .forEach(rest::add);
            return rest;
        }
    }

    record Content(List<TemplateRole> roles) {}
}
