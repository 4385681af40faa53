package main

import (
	"context"
	"net/http"
	"time"

	uiserver "github.com/temporalio/ui-server/v2/server"
	uiconfig "github.com/temporalio/ui-server/v2/server/config"
	uioptions "github.com/temporalio/ui-server/v2/server/server_options"
)

// webUI is Temporal's own web interface; it serves its pages itself and talks to the frontend only.
type webUI struct {
	server *uiserver.Server
	health string
}

func newWebUI(opts options) *webUI {
	config := &uiconfig.Config{
		Host:                "127.0.0.1",
		Port:                opts.uiPort,
		TemporalGRPCAddress: opts.address(),
		DefaultNamespace:    opts.namespace,
		EnableUI:            true,
		HideLogs:            true,
		DisableNewsFetch:    true,
		// Plain HTTP on loopback: a cookie marked Secure would not come back, and every write would be refused.
		CORS: uiconfig.CORS{CookieInsecure: true},
	}
	return &webUI{
		server: uiserver.NewServer(uioptions.WithConfigProvider(config)),
		health: "http://" + opts.uiAddress() + "/healthz",
	}
}

// start returns when the UI answers.
func (u *webUI) start(ctx context.Context) error {
	ended := make(chan error, 1)
	go func() { ended <- u.server.Start() }()

	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	client := http.Client{Timeout: time.Second}
	for {
		if reply, err := client.Get(u.health); err == nil {
			reply.Body.Close()
			if reply.StatusCode == http.StatusOK {
				return nil
			}
		}
		select {
		case err := <-ended:
			return fail(exitFailed, "the web UI did not start: %v", err)
		case <-ctx.Done():
			return fail(exitFailed, "the web UI does not answer on %s", u.health)
		case <-time.After(10 * time.Millisecond):
		}
	}
}

func (u *webUI) stop() { u.server.Stop() }
