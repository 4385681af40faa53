package co.kendev.spaces.platform.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Answers requests so broken that the server refuses them before any of our code: a bad address, a bad header. */
@Configuration(proxyBeanMethods = false)
class ServerErrors {
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> plainErrors() {
        return factory -> factory.addContextCustomizers(context -> {
            if (context.getParent() instanceof StandardHost host) {
                host.setErrorReportValveClass(Report.class.getName());
            }
        });
    }

    /** Says what is known without a page and without naming the server. */
    public static final class Report extends ErrorReportValve {
        @Override
        protected void report(Request request, Response response, @Nullable Throwable cause) {
            var status = response.getStatus();
            if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
                return;
            }
            try {
                var problem = Problem.Kind.of(status);
                var path = request.getDecodedRequestURI();
                byte[] body;
                if (path == null || Problems.concerns(path)) {
                    response.setContentType("application/problem+json");
                    body = ApiJson.strict()
                            .writeValueAsBytes(problem.because(problem.hint()).withStatus(status));
                } else {
                    response.setContentType("text/plain;charset=utf-8");
                    body = (problem.hint() + "\n").getBytes(StandardCharsets.UTF_8);
                }
                response.setContentLength(body.length);
                response.getOutputStream().write(body);
                response.finishResponse();
            } catch (IOException gone) {
                // nobody is there to read it
            }
        }
    }
}
