package main

import (
	"context"
	"time"

	"go.temporal.io/server/common/authorization"
	"go.temporal.io/server/common/config"
	"go.temporal.io/server/common/dynamicconfig"
	"go.temporal.io/server/temporal"
)

// engine is the Temporal server with its four roles.
type engine struct {
	server temporal.Server
	// settle ends the hurry of the first moments: until then every role rereads the namespaces often, so that what
	// registration stores is known everywhere soon.
	settle func()
}

func newEngine(opts options, store *store, out *console) (*engine, error) {
	inner, err := pickPorts(4)
	if err != nil {
		return nil, fail(exitFailed, "no free port for the inner roles: %v", err)
	}
	ports := rolePorts{frontend: opts.port, frontendHTTP: inner[0], history: inner[1], matching: inner[2], worker: inner[3]}
	dynamic := dynamicConfig()
	settle := dynamic.OverrideSetting(dynamicconfig.NamespaceCacheRefreshInterval, 100*time.Millisecond)
	server, err := temporal.NewServer(
		temporal.WithConfig(serverConfig(opts, ports, store)),
		temporal.ForServices(temporal.DefaultServices),
		temporal.WithStaticHosts(ports.hosts()),
		temporal.WithLogger(&serverLog{console: out}),
		temporal.WithDynamicConfigClient(dynamic),
		// Whoever reaches the loopback of a development machine may do everything.
		temporal.WithAuthorizer(authorization.NewNoopAuthorizer()),
		temporal.WithClaimMapper(func(*config.Config) authorization.ClaimMapper { return authorization.NewNoopClaimMapper() }),
	)
	if err != nil {
		return nil, fail(exitFailed, "the server cannot be built: %v", err)
	}
	return &engine{server: server, settle: settle}, nil
}

// start returns when all roles run, or at once when ctx ends: a start that hangs is not worth waiting for.
func (e *engine) start(ctx context.Context) error {
	started := make(chan error, 1)
	go func() { started <- e.server.Start() }()
	select {
	case err := <-started:
		if err != nil {
			return fail(exitFailed, "the server did not start: %v", err)
		}
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// stop ends the roles in order, worker first, and leaves them behind if that takes too long.
func (e *engine) stop(out *console) {
	out.quiet.Store(true)
	stopped := make(chan struct{})
	go func() {
		defer close(stopped)
		_ = e.server.Stop()
	}()
	select {
	case <-stopped:
	case <-time.After(stopLimit):
	}
}
