// Command temporal-server is the Temporal engine of the development stack: the real Temporal server (frontend, history,
// matching and worker roles) and its web UI in one process, on the PostgreSQL that the application already has.
//
// It makes its own databases (temporal, temporal_visibility), keeps their schema up to date, registers the namespace and
// its search attributes, and then serves until SIGTERM or SIGINT. All its state is in PostgreSQL, so it may be killed at
// any moment. Everything binds 127.0.0.1 and nothing but PostgreSQL is ever contacted.
//
// What a supervisor relies on: the last line of a good start begins with "temporal: READY", and the line before a bad end
// says why; the exit code says the same to scripts (see the exit* constants).
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime"
	"syscall"
	"time"

	uiversion "github.com/temporalio/ui-server/v2/server/version"
	"go.temporal.io/server/common/headers"
)

const (
	exitStopped   = 0 // asked to stop, stopped in order
	exitFailed    = 1 // something else went wrong; starting again may help
	exitUsage     = 2 // a flag or the environment is wrong; starting again does not help
	exitPortTaken = 3 // a port is in use; starting again does not help
	exitRefused   = 4 // PostgreSQL answers but refuses us; starting again does not help
	exitStoreGone = 5 // the databases vanished or went back in time under the running server; starting again mends it
)

// stopLimit bounds an orderly stop. Past it the process leaves anyway: PostgreSQL holds all state.
const stopLimit = 9 * time.Second

// failure is an error that says all it has to say in one line and knows its exit code.
type failure struct {
	code int
	line string
}

func (f *failure) Error() string { return f.line }

func fail(code int, format string, args ...any) *failure {
	return &failure{code: code, line: fmt.Sprintf(format, args...)}
}

func main() {
	os.Exit(run(os.Args[1:], os.Getenv, os.Stdout, os.Stderr))
}

func run(args []string, getenv func(string) string, stdout, stderr io.Writer) int {
	out := newConsole(stdout, stderr)
	opts, err := parseOptions(args, getenv)
	if errors.Is(err, errHelp) {
		fmt.Fprint(stdout, usage())
		return exitStopped
	}
	if err != nil {
		return out.failed(err)
	}
	if opts.showVersion {
		printVersion(stdout)
		return exitStopped
	}

	// The reader of our output may die before us (a killed launcher, a closed terminal): then we go on without it.
	signal.Ignore(syscall.SIGPIPE, syscall.SIGHUP)
	ctx, cancel := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer cancel()
	silenceLibraries()

	err = serve(ctx, opts, out)
	if errors.Is(err, errStartAnew) {
		err = startAnew()
	}
	if err != nil {
		return out.failed(err)
	}
	out.line("stopped")
	return exitStopped
}

// serve runs the engine from nothing to its orderly end; nil means that it was asked to stop.
func serve(ctx context.Context, opts options, out *console) error {
	began := time.Now()
	if err := requireFreePorts(opts); err != nil {
		return err
	}
	store := newStore(opts, out)
	if err := store.prepare(ctx); err != nil {
		return unlessStopped(ctx, err)
	}

	// From here on the context also ends, with the reason as its cause, when PostgreSQL no longer is what it was.
	watched, end := context.WithCancelCause(ctx)
	defer end(nil)
	go func() { end(store.watch(watched)) }()

	engine, ui, err := startAll(watched, opts, store, out)
	if err != nil {
		return afterOutage(watched, out, err)
	}
	out.line("web UI on http://%s", opts.uiAddress())
	out.line("READY %s in %.1f s", opts.address(), time.Since(began).Seconds())

	<-watched.Done()
	if err := reason(watched); err != nil {
		return err // like a kill, which all state survives: not worth an orderly stop
	}
	ui.stop()
	engine.stop(out)
	return nil
}

func startAll(ctx context.Context, opts options, store *store, out *console) (*engine, *webUI, error) {
	engine, err := newEngine(opts, store, out)
	if err != nil {
		return nil, nil, err
	}
	if err := engine.start(ctx); err != nil {
		return nil, nil, err
	}
	if err := register(ctx, opts, engine, out); err != nil {
		return nil, nil, err
	}
	ui := newWebUI(opts)
	return engine, ui, ui.start(ctx)
}

// afterOutage turns an error that a PostgreSQL going away has caused into what its return leads to.
func afterOutage(ctx context.Context, out *console, err error) error {
	if pause(ctx, errorGrace) && !out.quiet.Load() {
		return err
	}
	<-ctx.Done()
	return reason(ctx)
}

// reason says why a watched context ended; nil if the process was asked to stop.
func reason(ctx context.Context) error {
	cause := context.Cause(ctx)
	var final *failure
	if errors.Is(cause, errStartAnew) || errors.As(cause, &final) {
		return cause
	}
	return nil
}

// unlessStopped hides the errors that our own stop caused.
func unlessStopped(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return nil
	}
	return err
}

// startAnew replaces the running program by a new start of itself: the process id, and so the supervisor, stays.
func startAnew() error {
	program, err := os.Executable()
	if err == nil {
		err = syscall.Exec(program, os.Args, os.Environ())
	}
	return fail(exitStoreGone, "PostgreSQL was restarted and so must this be: %v", err)
}

func printVersion(w io.Writer) {
	fmt.Fprintf(w, "temporal-server %s\n", headers.ServerVersion)
	fmt.Fprintf(w, "ui-server %s\n", uiversion.UIVersion)
	fmt.Fprintf(w, "%s %s/%s\n", runtime.Version(), runtime.GOOS, runtime.GOARCH)
}
