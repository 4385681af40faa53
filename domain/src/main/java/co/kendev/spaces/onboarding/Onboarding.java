package co.kendev.spaces.onboarding;

import co.kendev.spaces.platform.ids.MessageId;
import co.kendev.spaces.platform.ids.PersonId;
import co.kendev.spaces.platform.ids.SpaceId;
import co.kendev.spaces.platform.ids.TenantId;
import co.kendev.spaces.platform.process.ProcessId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An onboarding as it was asked for.
 *
 * @param card the message that shows the progress, once it is posted
 * @param referrer slug of the business that brought this one
 * @param openedAt when the owner was let in, by business time
 */
record Onboarding(
        TenantId tenant,
        ProcessId process,
        SpaceId space,
        @Nullable MessageId card,
        PersonId owner,
        String template,
        int templateVersion,
        String businessName,
        @Nullable String referrer,
        @Nullable String requestKey,
        byte[] fingerprint,
        @Nullable Instant openedAt) {}
