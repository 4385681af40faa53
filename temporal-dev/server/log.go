package main

import (
	"fmt"
	"io"
	stdlog "log"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"time"
	"unicode"

	"go.temporal.io/server/common/log"
	"go.temporal.io/server/common/log/tag"
	"google.golang.org/grpc/grpclog"
)

const (
	prefix      = "temporal: "
	lineLimit   = 300              // characters of an error line
	repeatAfter = 10 * time.Second // the same error again within this time is only counted
	errorGrace  = 2 * time.Second  // an error is shown so much later, unless its cause is known by then
)

// console writes what people read: what happens to stdout, what goes wrong to stderr, each in one line.
type console struct {
	stdout io.Writer
	stderr io.Writer
	mutex  sync.Mutex
	// quiet holds back the server's errors while their common cause is known and said: PostgreSQL away, or our own stop.
	quiet atomic.Bool
	// later runs a function after errorGrace, now is the clock; tests replace both.
	later func(func())
	now   func() time.Time
	seen  map[string]*repetition
}

type repetition struct {
	since      time.Time
	suppressed int
}

func newConsole(stdout, stderr io.Writer) *console {
	later := func(show func()) { time.AfterFunc(errorGrace, show) }
	return &console{stdout: stdout, stderr: stderr, later: later, now: time.Now, seen: map[string]*repetition{}}
}

func (c *console) line(format string, args ...any) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	fmt.Fprintln(c.stdout, prefix+oneLine(fmt.Sprintf(format, args...)))
}

func (c *console) problem(text string) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	fmt.Fprintln(c.stderr, prefix+oneLine(text))
}

// failed says why the process ends and answers its exit code.
func (c *console) failed(err error) int {
	if f, ok := err.(*failure); ok {
		c.problem(f.line)
		return f.code
	}
	c.problem(err.Error())
	return exitFailed
}

// serverError writes an error of the server unless it is held back, known to mean nothing, or a repetition. It waits a
// little first, since the server notices a PostgreSQL that goes away before we do.
func (c *console) serverError(msg string, tags []tag.Tag) {
	text := describe(msg, tags)
	if c.quiet.Load() || isNoise(text) {
		return
	}
	repeated, again := c.repeats(msg)
	if again {
		return
	}
	if repeated > 0 {
		text = fmt.Sprintf("%s (and %d more like it)", text, repeated)
	}
	c.later(func() {
		if !c.quiet.Load() {
			c.problem("error: " + text)
		}
	})
}

// repeats says whether a message came only just now, and otherwise how often it was held back for that reason.
func (c *console) repeats(msg string) (repeated int, again bool) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	now := c.now()
	if r := c.seen[msg]; r != nil {
		if now.Sub(r.since) < repeatAfter {
			r.suppressed++
			return 0, true
		}
		repeated = r.suppressed
	}
	c.seen[msg] = &repetition{since: now}
	return repeated, false
}

// noise are errors that a healthy development server writes as well; each with its reason.
var noise = []string{
	// The long polls and background readers that a stop, or a client that goes away, cuts off.
	"context canceled",
	"Canceled",
	"grpc: the client connection is closing",
	"sql: database is closed",
	// Too late on a busy machine, and tried again by the server itself.
	"context deadline exceeded",
	"i/o timeout",
	// A role that starts before the role it calls; it asks again by itself.
	"Not enough hosts to serve the request",
	"shard status unknown",
	// A worker reports on a step that a crash of PostgreSQL has undone; it is told to ask again.
	"cached mutable state could potentially be stale",
}

func isNoise(text string) bool {
	for _, fragment := range noise {
		if strings.Contains(text, fragment) {
			return true
		}
	}
	return false
}

// shownTags are the tags that help a person, with what to write before their value; the others repeat the message or
// name places in the source.
var shownTags = map[string]string{
	"service":               "",
	"shard-id":              "shard ",
	"operation":             "",
	"persistence-operation": "",
	"queue-task-type":       "",
	"wf-namespace":          "namespace ",
	"wf-task-queue-name":    "queue ",
	"wf-id":                 "workflow ",
	"wf-run-id":             "run ",
}

const causeTag = "error"

func describe(msg string, tags []tag.Tag) string {
	var cause string
	var details []string
	for _, t := range tags {
		label, shown := shownTags[t.Key()]
		if !shown && t.Key() != causeTag {
			continue
		}
		value := oneLine(fmt.Sprint(t.Value()))
		switch {
		case value == "" || value == "<nil>":
		case t.Key() == causeTag:
			cause = value
		default:
			details = append(details, label+value)
		}
	}
	text := oneLine(msg)
	if cause != "" && !strings.Contains(text, cause) {
		text += ": " + cause
	}
	if len(details) > 0 {
		text += " (" + strings.Join(details, ", ") + ")"
	}
	return text
}

// oneLine makes any text fit a line: white space and control characters become single blanks, and the end is cut.
func oneLine(text string) string {
	blank := func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }
	text = strings.Join(strings.FieldsFunc(text, blank), " ")
	if runes := []rune(text); len(runes) > lineLimit {
		return string(runes[:lineLimit-1]) + "…"
	}
	return text
}

// serverLog is the logger that the server gets; below error level it says nothing.
type serverLog struct {
	console *console
	tags    []tag.Tag
}

var _ log.Logger = (*serverLog)(nil)

func (l *serverLog) Debug(string, ...tag.Tag) {}
func (l *serverLog) Info(string, ...tag.Tag)  {}
func (l *serverLog) Warn(string, ...tag.Tag)  {}

func (l *serverLog) Error(msg string, tags ...tag.Tag) {
	l.console.serverError(msg, l.with(tags))
}

func (l *serverLog) DPanic(msg string, tags ...tag.Tag) { l.Error(msg, tags...) }

func (l *serverLog) Panic(msg string, tags ...tag.Tag) {
	l.console.problem("panic: " + describe(msg, l.with(tags)))
	panic(msg)
}

// Fatal ends the process, as the server expects of it, unless PostgreSQL is away: then the caller waits, at most until
// the new start that follows its return.
func (l *serverLog) Fatal(msg string, tags ...tag.Tag) {
	time.Sleep(errorGrace)
	if l.console.quiet.Load() {
		select {}
	}
	l.console.problem("gave up: " + describe(msg, l.with(tags)))
	os.Exit(exitFailed)
}

// With gives the server a logger that adds the tags to each line.
func (l *serverLog) With(tags ...tag.Tag) log.Logger {
	return &serverLog{console: l.console, tags: l.with(tags)}
}

func (l *serverLog) with(tags []tag.Tag) []tag.Tag {
	return append(l.tags[:len(l.tags):len(l.tags)], tags...)
}

// silenceLibraries stops what writes past our console: gRPC and the standard logger report what the server reports too.
func silenceLibraries() {
	grpclog.SetLoggerV2(grpclog.NewLoggerV2(io.Discard, io.Discard, io.Discard))
	stdlog.SetOutput(io.Discard)
}
