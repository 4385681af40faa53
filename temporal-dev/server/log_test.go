package main

import (
	"errors"
	"strings"
	"testing"
	"time"

	"go.temporal.io/server/common/log"
	"go.temporal.io/server/common/log/tag"
)

func testConsole() (*console, *strings.Builder, *strings.Builder) {
	var stdout, stderr strings.Builder
	c := newConsole(&stdout, &stderr)
	c.later = func(show func()) { show() }
	return c, &stdout, &stderr
}

func TestServerErrorIsOneReadableLine(t *testing.T) {
	out, stdout, stderr := testConsole()
	logger := log.With(&serverLog{console: out}, tag.ShardID(3), tag.ComponentMatchingEngine)
	logger.Error("Operation failed\nbadly", tag.Error(errors.New("relation\n\t\"x\" is missing")), tag.WorkflowID("acme/onboarding/1"))

	want := "temporal: error: Operation failed badly: relation \"x\" is missing (shard 3, workflow acme/onboarding/1)\n"
	if stderr.String() != want {
		t.Errorf("got  %q\nwant %q", stderr.String(), want)
	}
	if stdout.Len() > 0 {
		t.Errorf("stdout has %q", stdout.String())
	}
}

func TestBelowErrorTheServerSaysNothing(t *testing.T) {
	out, stdout, stderr := testConsole()
	logger := &serverLog{console: out}
	logger.Debug("d")
	logger.Info("i")
	logger.Warn("w")
	if stdout.Len()+stderr.Len() > 0 {
		t.Errorf("got %q %q", stdout.String(), stderr.String())
	}
}

func TestNoiseAndQuietTimesAreHeldBack(t *testing.T) {
	out, _, stderr := testConsole()
	logger := &serverLog{console: out}
	for _, fragment := range noise {
		logger.Error("service failure", tag.Error(errors.New("x "+fragment+" y")))
	}
	out.quiet.Store(true)
	logger.Error("service failure", tag.Error(errors.New("connection refused")))
	if stderr.Len() > 0 {
		t.Errorf("got %q", stderr.String())
	}
	out.quiet.Store(false)
	logger.Error("service failure", tag.Error(errors.New("disk full")))
	if !strings.Contains(stderr.String(), "disk full") {
		t.Errorf("a real error was held back: %q", stderr.String())
	}
}

func TestErrorsOfAnOutageAreHeldBackAlthoughTheyComeFirst(t *testing.T) {
	out, _, stderr := testConsole()
	var pending []func()
	out.later = func(show func()) { pending = append(pending, show) }
	(&serverLog{console: out}).Error("cannot write")
	out.quiet.Store(true)
	for _, show := range pending {
		show()
	}
	if len(pending) != 1 || stderr.Len() > 0 {
		t.Errorf("%d pending, got %q", len(pending), stderr.String())
	}
}

func TestRepetitionsAreCounted(t *testing.T) {
	out, _, stderr := testConsole()
	clock := time.Unix(0, 0)
	out.now = func() time.Time { return clock }
	logger := &serverLog{console: out}
	for range 5 {
		logger.Error("cannot write")
	}
	clock = clock.Add(repeatAfter)
	logger.Error("cannot write")
	want := "temporal: error: cannot write\ntemporal: error: cannot write (and 4 more like it)\n"
	if stderr.String() != want {
		t.Errorf("got %q, want %q", stderr.String(), want)
	}
}

func TestOneLine(t *testing.T) {
	for in, want := range map[string]string{
		"  a\r\n\tb\x00c  ":              "a b c",
		strings.Repeat("é", lineLimit+1): strings.Repeat("é", lineLimit-1) + "…",
		strings.Repeat("é", lineLimit):   strings.Repeat("é", lineLimit),
	} {
		if got := oneLine(in); got != want {
			t.Errorf("%q: got %q", in, got)
		}
	}
}

func TestFailureSaysItsCode(t *testing.T) {
	out, _, stderr := testConsole()
	if code := out.failed(fail(exitRefused, "no\nway")); code != exitRefused {
		t.Errorf("code %d", code)
	}
	if code := out.failed(errors.New("other")); code != exitFailed {
		t.Errorf("code %d", code)
	}
	if want := "temporal: no way\ntemporal: other\n"; stderr.String() != want {
		t.Errorf("got %q", stderr.String())
	}
}
