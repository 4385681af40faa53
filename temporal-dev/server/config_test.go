package main

import (
	"testing"
	"time"

	"go.temporal.io/api/enums/v1"
	"go.temporal.io/server/common/dynamicconfig"
	"go.temporal.io/server/common/log"
	"go.temporal.io/server/temporal"
)

func TestServerAcceptsItsConfiguration(t *testing.T) {
	opts, err := parseOptions([]string{"--metrics-port", "9090"}, withPassword)
	if err != nil {
		t.Fatal(err)
	}
	ports := rolePorts{frontend: opts.port, frontendHTTP: 1, history: 2, matching: 3, worker: 4}
	c := serverConfig(opts, ports, newStore(opts, nil))
	if err := c.Validate(); err != nil {
		t.Error(err)
	}
	for _, role := range temporal.DefaultServices {
		service, ok := c.Services[role]
		if !ok || service.RPC.GRPCPort == 0 || service.RPC.BindOnIP != "127.0.0.1" {
			t.Errorf("role %s: %+v", role, service.RPC)
		}
	}
	if c.Persistence.DataStores[c.Persistence.DefaultStore].SQL.DatabaseName != mainDatabase ||
		c.Persistence.DataStores[c.Persistence.VisibilityStore].SQL.DatabaseName != visibilityDatabase {
		t.Error("the stores are not the two databases")
	}
}

// The settings are stored untyped: a value of the wrong kind would silently become the default, so each is read back
// through the type that the server reads it with.
func TestDynamicSettingsAreRead(t *testing.T) {
	collection := dynamicconfig.NewCollection(dynamicConfig(), log.NewNoopLogger())
	queue := enums.TASK_QUEUE_TYPE_WORKFLOW
	fairness := dynamicconfig.MatchingEnableFairness.Get(collection)("spaces", "core", queue)
	for key, pair := range map[string][2]any{
		"eager start":      {dynamicconfig.EnableEagerWorkflowStart.Get(collection)("spaces"), true},
		"eager activities": {dynamicconfig.EnableActivityEagerExecution.Get(collection)("spaces"), true},
		"read partitions":  {dynamicconfig.MatchingNumTaskqueueReadPartitions.Get(collection)("spaces", "core", queue), 1},
		"write partitions": {dynamicconfig.MatchingNumTaskqueueWritePartitions.Get(collection)("spaces", "core", queue), 1},
		"fairness":         {fairness.Value(nil, time.Now()), true},
		"stuck code":       {dynamicconfig.NumConsecutiveWorkflowTaskProblemsToTriggerSearchAttribute.Get(collection)("spaces"), 2},
		"visibility rate":  {dynamicconfig.FrontendMaxNamespaceVisibilityRPSPerInstance.Get(collection)("spaces"), 500},
		"namespace rate":   {dynamicconfig.FrontendMaxNamespaceRPSPerInstance.Get(collection)("spaces"), 20_000},
		"frontend rate":    {dynamicconfig.FrontendRPS.Get(collection)(), 20_000},
		"history rate":     {dynamicconfig.HistoryRPS.Get(collection)(), 20_000},
		"matching rate":    {dynamicconfig.MatchingRPS.Get(collection)(), 20_000},
		"id length":        {dynamicconfig.MaxIDLengthLimit.Get(collection)(), 255},
		"history cache":    {dynamicconfig.HistoryCacheHostLevelMaxSize.Get(collection)(), 8_096},
		"connection age":   {dynamicconfig.KeepAliveMaxConnectionAge.Get(collection)(), 24 * time.Hour},
		"version check":    {dynamicconfig.EnableServerVersionCheck.Get(collection)(), false},
	} {
		if pair[0] != pair[1] {
			t.Errorf("%s: server reads %v, want %v", key, pair[0], pair[1])
		}
	}
	if n := len(dynamicSettings()); n != 15 {
		t.Errorf("%d settings, but this test reads 15", n)
	}
}
