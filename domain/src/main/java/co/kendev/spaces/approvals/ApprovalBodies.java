package co.kendev.spaces.approvals;

import co.kendev.spaces.platform.errors.DomainException;
import co.kendev.spaces.platform.errors.ErrorCode;
import co.kendev.spaces.platform.ids.TenantId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The kinds of approval there are. */
@Component
class ApprovalBodies {
    private final Map<String, ApprovalBody<?>> byKind;
    private final Map<Class<?>, ApprovalBody<?>> byType;
    private final JsonMapper json;

    ApprovalBodies(ObjectProvider<ApprovalBody<?>> bodies, JsonMapper json) {
        this.byKind = bodies.stream().collect(Collectors.toMap(ApprovalBody::kind, Function.identity()));
        this.byType = bodies.stream().collect(Collectors.toMap(ApprovalBody::type, Function.identity()));
        this.json = json;
    }

    /** The proposed thing with its kind. */
    <B> Read<B> of(B body) {
        @SuppressWarnings("unchecked") // the map's key is the class that its value is for
        var kind = (ApprovalBody<B>) byType.get(body.getClass());
        if (kind == null) {
            throw new IllegalArgumentException("no ApprovalBody is for " + body.getClass());
        }
        return new Read<>(kind, body);
    }

    /** What an approval is about; empty when this application does not know its kind. */
    Optional<Read<?>> find(Approval approval) {
        return Optional.ofNullable(byKind.get(approval.kind())).map(kind -> read(kind, approval.body()));
    }

    /** As {@link #find}, for who must know. */
    Read<?> get(Approval approval) {
        return find(approval)
                .orElseThrow(
                        () -> new DomainException(
                                ErrorCode.CONFLICT,
                                "This version of the application does not know what to do with it. Try again after an update."));
    }

    private <B> Read<B> read(ApprovalBody<B> kind, JsonNode body) {
        return new Read<>(kind, json.treeToValue(body, kind.type()));
    }

    /** A proposed thing and what is known about its kind. */
    record Read<B>(ApprovalBody<B> kind, B body) {
        Read<B> edited(JsonNode edits) {
            return new Read<>(kind, kind.edit(body, edits));
        }

        Description describe() {
            return kind.describe(body);
        }

        Policy policy(TenantId tenant) {
            return kind.policy(tenant, body);
        }

        List<Field> fields() {
            return kind.fields(body);
        }

        void dropped(Approval approval) {
            kind.dropped(body, approval);
        }
    }
}
