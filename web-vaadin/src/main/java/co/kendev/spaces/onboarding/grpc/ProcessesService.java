package co.kendev.spaces.onboarding.grpc;

import co.kendev.spaces.identity.web.Caller;
import co.kendev.spaces.onboarding.rest.ProcessAccess;
import co.kendev.spaces.platform.errors.DomainException;
import co.kendev.spaces.platform.process.ProcessId;
import co.kendev.spaces.v1.GetProcessRequest;
import co.kendev.spaces.v1.Process;
import co.kendev.spaces.v1.ProcessesGrpc;
import io.grpc.stub.StreamObserver;
import java.util.UUID;
import org.springframework.grpc.server.service.GrpcService;

/** Shows processes to machines. */
@GrpcService
class ProcessesService extends ProcessesGrpc.ProcessesImplBase {
    private final ProcessAccess access;

    ProcessesService(ProcessAccess access) {
        this.access = access;
    }

    @Override
    public void get(GetProcessRequest request, StreamObserver<Process> answer) {
        answer.onNext(ProcessMessage.of(access.get(id(request.getId()), request.getStatusToken(), Caller.current())));
        answer.onCompleted();
    }

    private static ProcessId id(String text) {
        try {
            return new ProcessId(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            throw DomainException.invalid("id", "This is no id of a process.");
        }
    }
}
