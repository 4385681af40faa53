package main

import (
	"time"

	"go.temporal.io/server/common/cluster"
	"go.temporal.io/server/common/config"
	"go.temporal.io/server/common/dynamicconfig"
	"go.temporal.io/server/common/membership/static"
	"go.temporal.io/server/common/metrics"
	"go.temporal.io/server/common/primitives"
)

const (
	clusterName = "active"
	// clusterID marks our cluster in nexus callbacks; one fixed value serves, as no two clusters ever meet.
	clusterID = "5a1e5f3c-6f0d-4d0a-9d57-3c1f0e7a2b44"
)

// rolePorts are the ports of one start; only the frontend's is known outside.
type rolePorts struct {
	frontend, frontendHTTP, history, matching, worker int
}

func (p rolePorts) grpc() map[primitives.ServiceName]int {
	return map[primitives.ServiceName]int{
		primitives.FrontendService: p.frontend,
		primitives.HistoryService:  p.history,
		primitives.MatchingService: p.matching,
		primitives.WorkerService:   p.worker,
	}
}

// hosts replaces the membership ring: every role lives in this process.
func (p rolePorts) hosts() map[primitives.ServiceName]static.Hosts {
	hosts := map[primitives.ServiceName]static.Hosts{}
	for name, port := range p.grpc() {
		hosts[name] = static.SingleLocalHost(loopback(port))
	}
	return hosts
}

// serverConfig is the static configuration, what a production server reads from its file.
func serverConfig(opts options, ports rolePorts, store *store) *config.Config {
	var c config.Config
	c.Global.Membership.MaxJoinDuration = 30 * time.Second
	c.Global.Membership.BroadcastAddress = "127.0.0.1"
	if opts.metricsPort != 0 {
		c.Global.Metrics = &metrics.Config{Prometheus: &metrics.PrometheusConfig{
			ListenAddress: loopback(opts.metricsPort),
			HandlerPath:   "/metrics",
		}}
	}

	c.Persistence.DefaultStore = mainDatabase
	c.Persistence.VisibilityStore = visibilityDatabase
	c.Persistence.NumHistoryShards = int32(opts.shards)
	c.Persistence.DataStores = map[string]config.DataStore{}
	for _, db := range databases {
		c.Persistence.DataStores[db.name] = config.DataStore{SQL: store.sqlConfig(db)}
	}

	c.ClusterMetadata = &cluster.Config{
		FailoverVersionIncrement: 10,
		MasterClusterName:        clusterName,
		CurrentClusterName:       clusterName,
		ClusterInformation: map[string]cluster.ClusterInformation{clusterName: {
			Enabled:                true,
			InitialFailoverVersion: 1,
			RPCAddress:             loopback(ports.frontend),
			HTTPAddress:            loopback(ports.frontendHTTP),
			ClusterID:              clusterID,
		}},
	}
	c.DCRedirectionPolicy.Policy = "noop"
	c.PublicClient.HostPort = loopback(ports.frontend)

	c.Services = map[string]config.Service{}
	for name, port := range ports.grpc() {
		var service config.Service
		service.RPC.GRPCPort = port
		service.RPC.BindOnIP = "127.0.0.1"
		if name == primitives.FrontendService {
			service.RPC.HTTPPort = ports.frontendHTTP
		}
		c.Services[string(name)] = service
	}

	const disabled = "disabled"
	c.Archival.History.State = disabled
	c.Archival.Visibility.State = disabled
	c.NamespaceDefaults.Archival.History.State = disabled
	c.NamespaceDefaults.Archival.Visibility.State = disabled
	return &c
}

// setting is one entry of the dynamic configuration, with the reason for its value.
type setting struct {
	of    dynamicconfig.GenericSetting
	value any
}

// dynamicSettings names settings by the server's own identifiers: one that a new version drops no longer compiles.
func dynamicSettings() []setting {
	return []setting{
		// One hop less for the first workflow task (the default since 1.29) and for activities (off by default).
		{dynamicconfig.EnableEagerWorkflowStart, true},
		{dynamicconfig.EnableActivityEagerExecution, true},
		// On one machine partitions only add hops, and blur rate limits and fairness.
		{dynamicconfig.MatchingNumTaskqueueReadPartitions, 1},
		{dynamicconfig.MatchingNumTaskqueueWritePartitions, 1},
		// The application's fairness key is the tenant.
		{dynamicconfig.MatchingEnableFairness, true},
		// Stuck code becomes searchable after two failed workflow tasks instead of five.
		{dynamicconfig.NumConsecutiveWorkflowTaskProblemsToTriggerSearchAttribute, 2},
		// The limits per second protect shared clusters; here they would only meet a benchmark or an eager browser.
		{dynamicconfig.FrontendMaxNamespaceVisibilityRPSPerInstance, 500},
		{dynamicconfig.FrontendMaxNamespaceRPSPerInstance, 20_000},
		{dynamicconfig.FrontendRPS, 20_000},
		{dynamicconfig.HistoryRPS, 20_000},
		{dynamicconfig.MatchingRPS, 20_000},
		// The columns end at 255: a longer id is refused with a clear answer instead of failing in SQL.
		{dynamicconfig.MaxIDLengthLimit, 255},
		// Memory: the default cache is for a machine of its own.
		{dynamicconfig.HistoryCacheHostLevelMaxSize, 8_096},
		// Nobody needs the connections of one machine to be spread anew every five minutes.
		{dynamicconfig.KeepAliveMaxConnectionAge, 24 * time.Hour},
		// Nothing about this server is anybody else's business.
		{dynamicconfig.EnableServerVersionCheck, false},
	}
}

func dynamicConfig() *dynamicconfig.MemoryClient {
	client := dynamicconfig.NewMemoryClient()
	for _, s := range dynamicSettings() {
		client.OverrideSetting(s.of, s.value)
	}
	return client
}
