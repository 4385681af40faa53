package co.kendev.spaces.platform.workflow;

import io.temporal.common.SearchAttributeKey;
import java.time.OffsetDateTime;
import java.util.List;

/** The search attributes of the namespace, by which operators find a run. */
public final class SearchKeys {
    public static final SearchAttributeKey<String> TENANT = SearchAttributeKey.forKeyword("TenantId");
    public static final SearchAttributeKey<String> PROCESS = SearchAttributeKey.forKeyword("Process");
    public static final SearchAttributeKey<String> ENTITY = SearchAttributeKey.forKeyword("EntityId");
    public static final SearchAttributeKey<String> STAGE = SearchAttributeKey.forKeyword("Stage");
    public static final SearchAttributeKey<String> BLOCKED_ON = SearchAttributeKey.forKeyword("BlockedOn");
    public static final SearchAttributeKey<String> DEPARTMENT = SearchAttributeKey.forKeyword("Department");
    public static final SearchAttributeKey<String> PRIORITY = SearchAttributeKey.forKeyword("Priority");
    public static final SearchAttributeKey<String> AI_PROVIDER = SearchAttributeKey.forKeyword("AiProvider");
    public static final SearchAttributeKey<Boolean> NEEDS_HUMAN = SearchAttributeKey.forBoolean("NeedsHuman");
    public static final SearchAttributeKey<OffsetDateTime> DUE_AT = SearchAttributeKey.forOffsetDateTime("DueAt");
    public static final SearchAttributeKey<Long> AMOUNT_MINOR = SearchAttributeKey.forLong("AmountMinor");

    private SearchKeys() {}

    /** All of them, for whoever registers or checks them. */
    public static List<SearchAttributeKey<?>> all() {
        return List.of(
                TENANT,
                PROCESS,
                ENTITY,
                STAGE,
                BLOCKED_ON,
                DEPARTMENT,
                PRIORITY,
                AI_PROVIDER,
                NEEDS_HUMAN,
                DUE_AT,
                AMOUNT_MINOR);
    }
}
