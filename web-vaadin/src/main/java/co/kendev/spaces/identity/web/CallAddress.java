package co.kendev.spaces.identity.web;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import java.net.InetSocketAddress;
import org.springframework.grpc.server.GlobalServerInterceptor;
import org.springframework.stereotype.Component;

/** Remembers where a gRPC call comes from, for limits per address. */
@Component
@GlobalServerInterceptor
public class CallAddress implements ServerInterceptor {
    private static final Context.Key<String> ADDRESS = Context.keyWithDefault("address", "unknown");

    /** The address of the call this thread serves. */
    public static String current() {
        return ADDRESS.get();
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata metadata, ServerCallHandler<Q, A> next) {
        var remote = call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR);
        var address = remote instanceof InetSocketAddress socket && socket.getAddress() != null
                ? socket.getAddress().getHostAddress()
                : "unknown";
        return Contexts.interceptCall(Context.current().withValue(ADDRESS, address), call, metadata, next);
    }
}
