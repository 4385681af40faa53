package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"regexp"
	"strconv"
	"strings"
)

const passwordVariable = "SPACES_TEMPORAL_DB_PASSWORD"

var errHelp = flag.ErrHelp

var (
	roleName      = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]*$`)
	namespaceName = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_.-]{1,62}$`)
)

// options is what the command line and the environment say.
type options struct {
	db          string
	dbUser      string
	dbPassword  string
	port        int
	uiPort      int
	metricsPort int
	namespace   string
	shards      int
	showVersion bool
}

func (o options) address() string   { return loopback(o.port) }
func (o options) uiAddress() string { return loopback(o.uiPort) }

func loopback(port int) string { return net.JoinHostPort("127.0.0.1", strconv.Itoa(port)) }

func flags(o *options) *flag.FlagSet {
	set := flag.NewFlagSet("temporal-server", flag.ContinueOnError)
	set.SetOutput(io.Discard)
	set.StringVar(&o.db, "db", "127.0.0.1:5433", "`host:port` of PostgreSQL")
	set.StringVar(&o.dbUser, "db-user", "temporal", "`role` that owns the databases; its password comes from "+passwordVariable)
	set.IntVar(&o.port, "port", 7233, "`port` of the Temporal frontend")
	set.IntVar(&o.uiPort, "ui-port", 8233, "`port` of the web UI")
	set.IntVar(&o.metricsPort, "metrics-port", 0, "`port` of the Prometheus metrics, 0 for none")
	set.StringVar(&o.namespace, "namespace", "spaces", "`name` of the namespace to register")
	set.IntVar(&o.shards, "shards", 4, "`number` of history shards; counts only when the databases are created")
	set.BoolVar(&o.showVersion, "version", false, "print the versions and leave")
	return set
}

func usage() string {
	var text strings.Builder
	set := flags(&options{})
	set.SetOutput(&text)
	fmt.Fprintln(&text, "The Temporal engine of the development stack. Flags:")
	set.PrintDefaults()
	return text.String()
}

// parseOptions reads and checks the command line; the password comes from the environment alone, since anybody on the
// machine can read a command line.
func parseOptions(args []string, getenv func(string) string) (options, error) {
	var o options
	set := flags(&o)
	if err := set.Parse(args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			return o, errHelp
		}
		return o, fail(exitUsage, "%v", err)
	}
	if set.NArg() > 0 {
		return o, fail(exitUsage, "unexpected argument %q", set.Arg(0))
	}
	o.dbPassword = getenv(passwordVariable)
	if o.showVersion {
		return o, nil
	}
	return o, o.check()
}

func (o options) check() error {
	if err := checkAddress(o.db); err != nil {
		return fail(exitUsage, "--db %q: %v", o.db, err)
	}
	if !roleName.MatchString(o.dbUser) {
		return fail(exitUsage, "--db-user %q is not a plain role name", o.dbUser)
	}
	if o.dbPassword == "" {
		return fail(exitUsage, "%s is not set", passwordVariable)
	}
	if !namespaceName.MatchString(o.namespace) || o.namespace == "temporal-system" {
		return fail(exitUsage, "--namespace %q is not a name for a namespace", o.namespace)
	}
	if o.shards < 1 || o.shards > 16384 {
		return fail(exitUsage, "--shards %d is not in 1..16384", o.shards)
	}
	seen := map[int]string{}
	for _, p := range o.ports() {
		if p.number < 1 || p.number > 65535 {
			return fail(exitUsage, "--%s %d is not a port", p.flag, p.number)
		}
		if other, twice := seen[p.number]; twice {
			return fail(exitUsage, "--%s and --%s are both %d", other, p.flag, p.number)
		}
		seen[p.number] = p.flag
	}
	return nil
}

func checkAddress(address string) error {
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return errors.New("want host:port")
	}
	if host == "" {
		return errors.New("the host is missing")
	}
	if n, err := strconv.Atoi(port); err != nil || n < 1 || n > 65535 {
		return fmt.Errorf("%q is not a port", port)
	}
	return nil
}
