package main

import (
	"errors"
	"io"
	"net"
	"strconv"
	"strings"
	"testing"
)

func withPassword(name string) string {
	if name == passwordVariable {
		return "secret"
	}
	return ""
}

func TestDefaults(t *testing.T) {
	o, err := parseOptions(nil, withPassword)
	if err != nil {
		t.Fatal(err)
	}
	want := options{db: "127.0.0.1:5433", dbUser: "temporal", dbPassword: "secret", port: 7233, uiPort: 8233, namespace: "spaces", shards: 4}
	if o != want {
		t.Errorf("got %+v, want %+v", o, want)
	}
}

func TestWrongOptionsAreUsageErrorsInOneLine(t *testing.T) {
	for _, args := range []string{
		"--db nowhere", "--db :5433", "--db host:0", "--db host:port",
		"--db-user te;mp", "--port 0", "--port 70000", "--ui-port x", "--port 8233", "--metrics-port -1", "--metrics-port 7233",
		"--namespace temporal-system", "--namespace a/b", "--shards 0", "--shards 99999", "--unknown", "left over",
	} {
		_, err := parseOptions(strings.Fields(args), withPassword)
		var f *failure
		if !errors.As(err, &f) || f.code != exitUsage || strings.ContainsRune(f.line, '\n') {
			t.Errorf("%s: got %v", args, err)
		}
	}
}

func TestPasswordComesFromTheEnvironmentOnly(t *testing.T) {
	none := func(string) string { return "" }
	if _, err := parseOptions(nil, none); err == nil || !strings.Contains(err.Error(), passwordVariable) {
		t.Errorf("without a password: got %v", err)
	}
	if strings.Contains(usage(), "-db-password") {
		t.Error("a flag takes the password")
	}
}

func TestVersionNeedsNoPassword(t *testing.T) {
	var out strings.Builder
	code := run([]string{"--version"}, func(string) string { return "" }, &out, io.Discard)
	if code != exitStopped || !strings.HasPrefix(out.String(), "temporal-server ") || strings.Count(out.String(), "\n") != 3 {
		t.Errorf("code %d, output %q", code, out.String())
	}
}

func TestTakenPortNamesPortAndVariable(t *testing.T) {
	for flag, variable := range map[string]string{"--port": "SPACES_TEMPORAL_PORT", "--ui-port": "SPACES_TEMPORAL_UI_PORT"} {
		holder, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		defer holder.Close()
		free, err := pickPorts(2)
		if err != nil {
			t.Fatal(err)
		}
		taken := strconv.Itoa(holder.Addr().(*net.TCPAddr).Port)
		args := []string{"--port", strconv.Itoa(free[0]), "--ui-port", strconv.Itoa(free[1]), flag, taken}
		var problems strings.Builder
		code := run(args, withPassword, io.Discard, &problems)
		line := problems.String()
		if code != exitPortTaken || strings.Count(line, "\n") != 1 || !strings.Contains(line, taken) || !strings.Contains(line, variable) {
			t.Errorf("%s: code %d, output %q", flag, code, line)
		}
	}
}

func TestPickedPortsDiffer(t *testing.T) {
	ports, err := pickPorts(8)
	if err != nil {
		t.Fatal(err)
	}
	seen := map[int]bool{}
	for _, p := range ports {
		if seen[p] || !portFree(p) {
			t.Errorf("port %d twice or not free in %v", p, ports)
		}
		seen[p] = true
	}
}
