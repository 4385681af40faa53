package co.kendev.spaces.identity.web;

import java.util.concurrent.Executors;
import org.springframework.boot.grpc.server.autoconfigure.GrpcServerExecutorProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.grpc.server.GlobalServerInterceptor;
import org.springframework.grpc.server.security.AuthenticationProcessInterceptor;
import org.springframework.grpc.server.security.GrpcSecurity;

/** Guards the calls of programs over gRPC by the same access tokens as REST. */
@Configuration(proxyBeanMethods = false)
class GrpcSecurityConfiguration {
    @Bean
    @GlobalServerInterceptor
    AuthenticationProcessInterceptor grpcAuthentication(GrpcSecurity grpc, AccessTokens tokens) throws Exception {
        return grpc.authorizeRequests(calls -> calls.methods(
                                "spaces.v1.Onboarding/Start",
                                // with the status token instead of a login
                                "spaces.v1.Processes/Get",
                                "grpc.health.v1.Health/*",
                                "grpc.reflection.*/*")
                        .permitAll()
                        .allRequests()
                        .authenticated())
                .oauth2ResourceServer(server -> server.jwt(jwt -> jwt.decoder(tokens)
                        .jwtAuthenticationConverter(token -> new CallerAuthentication(AccessTokens.caller(token)))))
                .build();
    }

    @Bean
    GrpcServerExecutorProvider grpcThreads() {
        var threads = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("grpc-", 0).factory());
        return () -> threads;
    }
}
