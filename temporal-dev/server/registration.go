package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"go.temporal.io/api/enums/v1"
	"go.temporal.io/api/operatorservice/v1"
	"go.temporal.io/api/serviceerror"
	"go.temporal.io/api/workflowservice/v1"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/types/known/durationpb"
)

const (
	retention         = 30 * 24 * time.Hour
	registrationLimit = 60 * time.Second
)

// searchAttributes are what the application's workflows set and its operators search by.
var searchAttributes = map[string]enums.IndexedValueType{
	"TenantId":    enums.INDEXED_VALUE_TYPE_KEYWORD,
	"Process":     enums.INDEXED_VALUE_TYPE_KEYWORD,
	"EntityId":    enums.INDEXED_VALUE_TYPE_KEYWORD,
	"Stage":       enums.INDEXED_VALUE_TYPE_KEYWORD,
	"BlockedOn":   enums.INDEXED_VALUE_TYPE_KEYWORD,
	"Department":  enums.INDEXED_VALUE_TYPE_KEYWORD,
	"Priority":    enums.INDEXED_VALUE_TYPE_KEYWORD,
	"AiProvider":  enums.INDEXED_VALUE_TYPE_KEYWORD,
	"NeedsHuman":  enums.INDEXED_VALUE_TYPE_BOOL,
	"DueAt":       enums.INDEXED_VALUE_TYPE_DATETIME,
	"AmountMinor": enums.INDEXED_VALUE_TYPE_INT,
}

// register makes sure of the namespace and its search attributes. It returns when a workflow can be started and found
// by them, which on a new database is a moment after they were stored.
func register(ctx context.Context, opts options, engine *engine, out *console) error {
	conn, err := grpc.NewClient(opts.address(), grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		return fail(exitFailed, "no client for the frontend: %v", err)
	}
	defer conn.Close()
	r := registration{
		namespace: opts.namespace,
		workflows: workflowservice.NewWorkflowServiceClient(conn),
		operator:  operatorservice.NewOperatorServiceClient(conn),
	}
	ctx, cancel := context.WithTimeout(ctx, registrationLimit)
	defer cancel()
	defer engine.settle()
	for _, step := range []struct {
		what string
		do   func(context.Context) error
	}{
		{"namespace " + opts.namespace, r.ensureNamespace},
		{"search attributes", r.ensureSearchAttributes},
		{"search by attribute", r.search},
	} {
		if err := untilDone(ctx, step.do); err != nil {
			return fail(exitFailed, "%s: %s", step.what, oneLine(err.Error()))
		}
	}
	out.line("namespace %s ready", opts.namespace)
	return nil
}

// untilDone repeats a step, since the roles of a server that has just started find each other one after the other.
func untilDone(ctx context.Context, step func(context.Context) error) error {
	for {
		err := step(ctx)
		var final *failure
		if err == nil || errors.As(err, &final) {
			return err
		}
		select {
		case <-ctx.Done():
			return err
		case <-time.After(50 * time.Millisecond):
		}
	}
}

type registration struct {
	namespace string
	workflows workflowservice.WorkflowServiceClient
	operator  operatorservice.OperatorServiceClient
}

func (r registration) ensureNamespace(ctx context.Context) error {
	_, err := r.workflows.DescribeNamespace(ctx, &workflowservice.DescribeNamespaceRequest{Namespace: r.namespace})
	var missing *serviceerror.NamespaceNotFound
	if !errors.As(serviceerror.FromStatus(status.Convert(err)), &missing) {
		return err
	}
	_, err = r.workflows.RegisterNamespace(ctx, &workflowservice.RegisterNamespaceRequest{
		Namespace:                        r.namespace,
		WorkflowExecutionRetentionPeriod: durationpb.New(retention),
	})
	var exists *serviceerror.NamespaceAlreadyExists
	if errors.As(serviceerror.FromStatus(status.Convert(err)), &exists) {
		return nil
	}
	return err
}

func (r registration) ensureSearchAttributes(ctx context.Context) error {
	known, err := r.operator.ListSearchAttributes(ctx, &operatorservice.ListSearchAttributesRequest{Namespace: r.namespace})
	if err != nil {
		return err
	}
	missing, err := missingAttributes(known.GetCustomAttributes())
	if err != nil || len(missing) == 0 {
		return err
	}
	_, err = r.operator.AddSearchAttributes(ctx, &operatorservice.AddSearchAttributesRequest{
		Namespace:        r.namespace,
		SearchAttributes: missing,
	})
	return err
}

// missingAttributes says what is still to be added; an attribute of another type is beyond repair, since its column
// and perhaps its values are of that type already.
func missingAttributes(known map[string]enums.IndexedValueType) (map[string]enums.IndexedValueType, error) {
	missing := map[string]enums.IndexedValueType{}
	for name, want := range searchAttributes {
		switch have, ok := known[name]; {
		case !ok:
			missing[name] = want
		case have != want:
			return nil, fail(exitFailed, "search attribute %s is %v in this namespace, not %v", name, have, want)
		}
	}
	return missing, nil
}

// search proves that the frontend has heard of every attribute.
func (r registration) search(ctx context.Context) error {
	_, err := r.workflows.CountWorkflowExecutions(ctx, &workflowservice.CountWorkflowExecutionsRequest{
		Namespace: r.namespace,
		Query:     probeQuery(),
	})
	return err
}

func probeQuery() string {
	conditions := make([]string, 0, len(searchAttributes))
	for _, name := range slices.Sorted(maps.Keys(searchAttributes)) {
		conditions = append(conditions, fmt.Sprintf("%s IS NOT NULL", name))
	}
	return strings.Join(conditions, " AND ")
}
