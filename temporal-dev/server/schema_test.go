package main

import (
	"errors"
	"fmt"
	"net"
	"syscall"
	"testing"

	"github.com/jackc/pgx/v5/pgconn"
)

func TestWhatIsWorthWaitingFor(t *testing.T) {
	refused := &net.OpError{Op: "dial", Err: syscall.ECONNREFUSED}
	for name, c := range map[string]struct {
		err  error
		want bool
	}{
		"nobody listens":       {refused, true},
		"starting up":          {&pgconn.PgError{Code: "57P03"}, true},
		"shutting down":        {fmt.Errorf("schema: %w", &pgconn.PgError{Code: "57P01"}), true},
		"too many":             {&pgconn.PgError{Code: "53300"}, true},
		"wrong password":       {&pgconn.PgError{Code: "28P01"}, false},
		"may not create":       {&pgconn.PgError{Code: "42501"}, false},
		"anything else at all": {errors.New("no such migration"), false},
	} {
		if got := transient(c.err); got != c.want {
			t.Errorf("%s: got %v", name, got)
		}
	}
}

func TestRefusalsSayWhatToDo(t *testing.T) {
	s := newStore(options{db: "127.0.0.1:5433", dbUser: "temporal"}, nil)
	for code, want := range map[string]int{"28P01": exitRefused, "28000": exitRefused, "42501": exitRefused, "42704": exitFailed} {
		var f *failure
		if err := s.refused(&pgconn.PgError{Code: code, Message: "m"}); !errors.As(err, &f) || f.code != want {
			t.Errorf("%s: got %v", code, err)
		}
	}
}
