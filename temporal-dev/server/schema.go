package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/url"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"go.temporal.io/server/common/config"
	"go.temporal.io/server/common/log"
	postgresplugin "go.temporal.io/server/common/persistence/sql/sqlplugin/postgresql"
	"go.temporal.io/server/tools/common/schema"
	sqltool "go.temporal.io/server/tools/sql"
)

const (
	mainDatabase       = "temporal"
	visibilityDatabase = "temporal_visibility"
	maintenance        = "postgres" // the database to be connected to while ours do not exist

	tryLimit     = 60 * time.Second
	connectLimit = 5 * time.Second
	answerLimit  = 15 * time.Second
	retryPause   = 500 * time.Millisecond
	watchPause   = time.Second

	// unfinished is the comment of a database between its creation and its first complete schema. The migrations cannot
	// be repeated from the middle, so what a kill left half-built is dropped; nothing was ever stored in it.
	unfinished = "spaces: schema unfinished"

	prepareLock = 7_233_001 // any number that nobody else locks
)

// database is one of the two that the server keeps.
type database struct {
	name   string
	schema string // the schema tool's name of the migrations
	conns  int    // connections per role of the server; there are four roles
}

var databases = []database{
	{mainDatabase, "postgresql/v12/temporal", 12},
	{visibilityDatabase, "postgresql/v12/visibility", 4},
}

// store is the PostgreSQL side of the engine: making the databases, and watching them later.
type store struct {
	opts options
	out  *console
}

func newStore(opts options, out *console) *store { return &store{opts: opts, out: out} }

// prepare makes both databases complete. While PostgreSQL is away it waits.
func (s *store) prepare(ctx context.Context) error {
	waiting := false
	for {
		err := s.prepareOnce(ctx)
		if err == nil || ctx.Err() != nil {
			return err
		}
		if !s.away(ctx, err) {
			return s.refused(err)
		}
		if !waiting {
			s.out.line("waiting for PostgreSQL on %s", s.opts.db)
			waiting = true
		}
		if !pause(ctx, retryPause) {
			return ctx.Err()
		}
	}
}

func (s *store) prepareOnce(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, tryLimit)
	defer cancel()
	conn, err := s.connect(ctx, maintenance)
	if err != nil {
		return err
	}
	defer conn.Close(context.WithoutCancel(ctx))
	// PostgreSQL may still be busy with the last statement of a predecessor that was killed: wait for its end.
	if _, err := conn.Exec(ctx, "SELECT pg_advisory_lock($1)", prepareLock); err != nil {
		return err
	}
	if err := s.createDatabases(ctx, conn); err != nil {
		return err
	}
	versions := make([]string, len(databases))
	for i, db := range databases {
		version, err := s.migrate(db)
		if err != nil {
			return fmt.Errorf("schema of database %s: %w", db.name, err)
		}
		if err := markFinished(ctx, conn, db.name); err != nil {
			return err
		}
		versions[i] = version
	}
	s.out.line("schema up to date (%s)", strings.Join(versions, " / "))
	return nil
}

func (s *store) createDatabases(ctx context.Context, conn *pgx.Conn) error {
	said := false
	for _, db := range databases {
		comment, exists, err := describeDatabase(ctx, conn, db.name)
		if err != nil {
			return err
		}
		if exists && comment == unfinished {
			if _, err := conn.Exec(ctx, "DROP DATABASE "+db.name+" WITH (FORCE)"); err != nil {
				return err
			}
			exists = false
		}
		if !exists {
			if !said {
				s.out.line("creating databases")
				said = true
			}
			if err := createDatabase(ctx, conn, db.name); err != nil {
				return err
			}
		}
		if err := relaxCommits(ctx, conn, db.name); err != nil {
			return err
		}
	}
	return nil
}

func describeDatabase(ctx context.Context, conn *pgx.Conn, name string) (comment string, exists bool, err error) {
	const query = "SELECT coalesce(shobj_description(oid, 'pg_database'), '') FROM pg_database WHERE datname = $1"
	err = conn.QueryRow(ctx, query, name).Scan(&comment)
	if errors.Is(err, pgx.ErrNoRows) {
		return "", false, nil
	}
	return comment, err == nil, err
}

// createDatabase copies template0, since anybody connected to template1 would make the creation fail.
func createDatabase(ctx context.Context, conn *pgx.Conn, name string) error {
	if _, err := conn.Exec(ctx, "CREATE DATABASE "+name+" TEMPLATE template0 ENCODING 'UTF8'"); err != nil {
		return err
	}
	_, err := conn.Exec(ctx, "COMMENT ON DATABASE "+name+" IS '"+unfinished+"'")
	return err
}

// relaxCommits lets commits in the server's databases return before they are on disk: after a crash of PostgreSQL the
// last fraction of a second is lost there, and the application restarts what is missing from its own, fully synced rows.
func relaxCommits(ctx context.Context, conn *pgx.Conn, name string) error {
	const query = `SELECT EXISTS (SELECT FROM pg_db_role_setting r JOIN pg_database d ON d.oid = r.setdatabase
		WHERE d.datname = $1 AND r.setrole = 0 AND 'synchronous_commit=off' = ANY (r.setconfig))`
	var relaxed bool
	if err := conn.QueryRow(ctx, query, name).Scan(&relaxed); err != nil || relaxed {
		return err
	}
	_, err := conn.Exec(ctx, "ALTER DATABASE "+name+" SET synchronous_commit = off")
	return err
}

// migrate brings a database to the newest schema and answers its version.
func (s *store) migrate(db database) (string, error) {
	quiet := log.NewNoopLogger() // the tool writes every statement
	conn, err := sqltool.NewConnection(s.sqlConfig(db), quiet)
	if err != nil {
		return "", err
	}
	defer conn.Close()
	if _, err := conn.ReadSchemaVersion(); err != nil {
		setup := &schema.SetupConfig{InitialVersion: "0.0"}
		if err := schema.NewSetupSchemaTask(conn, setup, quiet).Run(); err != nil {
			return "", err
		}
	}
	update := &schema.UpdateConfig{DBName: db.name, SchemaName: db.schema}
	if err := schema.NewUpdateSchemaTask(conn, update, quiet).Run(); err != nil {
		return "", err
	}
	return conn.ReadSchemaVersion()
}

func markFinished(ctx context.Context, conn *pgx.Conn, name string) error {
	comment, _, err := describeDatabase(ctx, conn, name)
	if err != nil || comment != unfinished {
		return err
	}
	_, err = conn.Exec(ctx, "COMMENT ON DATABASE "+name+" IS NULL")
	return err
}

// errStartAnew asks for a new start on the same PostgreSQL.
var errStartAnew = errors.New("start anew")

// watch follows PostgreSQL while the server runs. After a crash of PostgreSQL its last commits are gone (see relaxCommits)
// while the server still believes in them, so once PostgreSQL is back only a new start makes the two agree again.
func (s *store) watch(ctx context.Context) error {
	watcher := storeWatcher{store: s}
	defer watcher.disconnect()
	var lost time.Time // zero while PostgreSQL answers
	broken := false    // whether a connection ended; an answer that is merely late, on a busy machine, loses nothing
	for ; ctx.Err() == nil; pause(ctx, watchPause) {
		err := watcher.look(ctx)
		var final *failure
		switch {
		case ctx.Err() != nil:
			return nil
		case errors.As(err, &final):
			return final
		case errors.Is(err, errStartAnew), err == nil && broken:
			s.out.line("PostgreSQL is back after %.0f s, starting anew", time.Since(lost).Seconds())
			return errStartAnew
		case err == nil && !lost.IsZero():
			s.out.line("PostgreSQL answers again after %.0f s", time.Since(lost).Seconds())
			s.out.quiet.Store(false)
			lost = time.Time{}
		case err == nil:
		default:
			broken = broken || !pgconn.Timeout(err)
			if lost.IsZero() {
				lost = time.Now()
				s.out.quiet.Store(true)
				s.out.line("PostgreSQL on %s is away, waiting for it", s.opts.db)
			}
		}
	}
	return nil
}

// storeWatcher keeps one connection, since its end tells of a crash that a new connection would not notice.
type storeWatcher struct {
	store   *store
	conn    *pgx.Conn
	started time.Time // when the PostgreSQL that we know was started
}

// look asks whether PostgreSQL is the one we know (else errStartAnew) and still has our databases (else a failure).
func (w *storeWatcher) look(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, answerLimit)
	defer cancel()
	if w.conn == nil {
		conn, err := w.store.connect(ctx, maintenance)
		if err != nil {
			return err
		}
		w.conn = conn
	}
	const query = "SELECT pg_postmaster_start_time(), (SELECT count(*) FROM pg_database WHERE datname = ANY ($1))"
	var started time.Time
	var found int
	if err := w.conn.QueryRow(ctx, query, []string{mainDatabase, visibilityDatabase}).Scan(&started, &found); err != nil {
		w.disconnect()
		return err
	}
	if found < len(databases) {
		return fail(exitStoreGone, "the databases were dropped; a new start creates them again")
	}
	known := w.started
	w.started = started
	if !known.IsZero() && !known.Equal(started) {
		return errStartAnew
	}
	return nil
}

func (w *storeWatcher) disconnect() {
	if w.conn != nil {
		ctx, cancel := context.WithTimeout(context.Background(), time.Second)
		defer cancel()
		w.conn.Close(ctx)
		w.conn = nil
	}
}

func (s *store) connect(ctx context.Context, name string) (*pgx.Conn, error) {
	ctx, cancel := context.WithTimeout(ctx, connectLimit)
	defer cancel()
	address := url.URL{
		Scheme:   "postgres",
		User:     url.UserPassword(s.opts.dbUser, s.opts.dbPassword),
		Host:     s.opts.db,
		Path:     "/" + name,
		RawQuery: "sslmode=disable&application_name=temporal-server",
	}
	return pgx.Connect(ctx, address.String())
}

// sqlConfig is how the server, and its schema tool, reach a database.
func (s *store) sqlConfig(db database) *config.SQL {
	return &config.SQL{
		PluginName:        postgresplugin.PluginNamePGX,
		DatabaseName:      db.name,
		ConnectAddr:       s.opts.db,
		ConnectProtocol:   "tcp",
		ConnectAttributes: map[string]string{"application_name": "temporal-server"},
		User:              s.opts.dbUser,
		Password:          s.opts.dbPassword,
		MaxConns:          db.conns,
		MaxIdleConns:      db.conns,
		MaxConnLifetime:   time.Hour,
	}
}

// away says whether an error means that PostgreSQL cannot be used now but may be soon. The schema tool hides the kind
// of an error, so in doubt PostgreSQL itself is asked.
func (s *store) away(ctx context.Context, err error) bool {
	if transient(err) {
		return true
	}
	conn, err := s.connect(ctx, maintenance)
	if err != nil {
		return transient(err)
	}
	conn.Close(ctx)
	return false
}

func transient(err error) bool {
	var answer *pgconn.PgError
	if errors.As(err, &answer) {
		// connection trouble, too many connections and the like, shutting down or starting up
		return strings.HasPrefix(answer.Code, "08") || strings.HasPrefix(answer.Code, "53") || strings.HasPrefix(answer.Code, "57P")
	}
	var unreachable *pgconn.ConnectError
	var network net.Error
	return errors.As(err, &unreachable) || errors.As(err, &network) || pgconn.Timeout(err) || errors.Is(err, context.DeadlineExceeded)
}

func (s *store) refused(err error) error {
	var answer *pgconn.PgError
	if !errors.As(err, &answer) {
		return fail(exitFailed, "PostgreSQL on %s: %v", s.opts.db, err)
	}
	switch answer.Code {
	case "28P01", "28000":
		return fail(exitRefused, "PostgreSQL on %s refuses role %s: check %s", s.opts.db, s.opts.dbUser, passwordVariable)
	case "42501":
		return fail(exitRefused, "role %s lacks a right in PostgreSQL on %s: %s (it needs CREATEDB)", s.opts.dbUser, s.opts.db, answer.Message)
	}
	return fail(exitFailed, "PostgreSQL on %s: %s (%s)", s.opts.db, answer.Message, answer.Code)
}

// pause waits and says whether to go on.
func pause(ctx context.Context, d time.Duration) bool {
	select {
	case <-ctx.Done():
		return false
	case <-time.After(d):
		return true
	}
}
