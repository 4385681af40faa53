package co.kendev.spaces.onboarding.grpc;

import co.kendev.spaces.identity.web.CallAddress;
import co.kendev.spaces.identity.web.PasswordCheck;
import co.kendev.spaces.onboarding.OnboardingRequest;
import co.kendev.spaces.onboarding.Onboardings;
import co.kendev.spaces.onboarding.web.SignUpLimit;
import co.kendev.spaces.platform.web.ApiJson;
import co.kendev.spaces.platform.web.Fields;
import co.kendev.spaces.v1.OnboardingGrpc;
import co.kendev.spaces.v1.StartOnboardingRequest;
import co.kendev.spaces.v1.StartOnboardingResponse;
import io.grpc.stub.StreamObserver;
import org.jspecify.annotations.Nullable;
import org.springframework.grpc.server.service.GrpcService;

/** Takes sign-ups of machines. */
@GrpcService
class OnboardingService extends OnboardingGrpc.OnboardingImplBase {
    private final Onboardings onboardings;
    private final SignUpLimit limit;
    private final PasswordCheck passwords;

    OnboardingService(Onboardings onboardings, SignUpLimit limit, PasswordCheck passwords) {
        this.onboardings = onboardings;
        this.limit = limit;
        this.passwords = passwords;
    }

    @Override
    public void start(StartOnboardingRequest request, StreamObserver<StartOnboardingResponse> answer) {
        var wanted = read(request);
        var address = CallAddress.current();
        limit.take(address);
        var requested =
                passwords.guard(wanted.ownerEmail(), wanted.password(), address, () -> onboardings.request(wanted));
        answer.onNext(StartOnboardingResponse.newBuilder()
                .setProcess(ProcessMessage.of(requested.process()))
                .setStatusToken(requested.statusToken())
                .build());
        answer.onCompleted();
    }

    private static OnboardingRequest read(StartOnboardingRequest request) {
        var fields = new Fields();
        var wanted = new OnboardingRequest(
                text(fields, "business_name", request.getBusinessName()),
                text(fields, "slug", request.getSlug()),
                text(fields, "template", request.getTemplate()),
                text(fields, "time_zone", request.getTimeZone()),
                text(fields, "currency", request.getCurrency()),
                text(fields, "owner_name", request.getOwnerName()),
                text(fields, "owner_email", request.getOwnerEmail()),
                text(fields, "password", request.getPassword()),
                optional(fields, "referral_code", request.getReferralCode()),
                text(fields, "request_key", request.getRequestKey()));
        fields.check();
        return wanted;
    }

    private static String text(Fields fields, String field, String value) {
        return isClean(fields, field, value) ? fields.text(field, value) : "";
    }

    private static @Nullable String optional(Fields fields, String field, String value) {
        return value.isEmpty() || !isClean(fields, field, value) ? null : value;
    }

    private static boolean isClean(Fields fields, String field, String value) {
        if (!ApiJson.isClean(value)) {
            fields.wrong(field, ApiJson.UNCLEAN);
            return false;
        }
        return true;
    }
}
