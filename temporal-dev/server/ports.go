package main

import (
	"net"
	"time"
)

// outerPort is a port that people see; variable is what changes it in the development stack.
type outerPort struct {
	number   int
	flag     string
	variable string
}

// ports lists the outer ports that are asked for.
func (o options) ports() []outerPort {
	all := []outerPort{
		{o.port, "port", "SPACES_TEMPORAL_PORT"},
		{o.uiPort, "ui-port", "SPACES_TEMPORAL_UI_PORT"},
	}
	if o.metricsPort != 0 {
		all = append(all, outerPort{o.metricsPort, "metrics-port", "SPACES_TEMPORAL_METRICS_PORT"})
	}
	return all
}

func requireFreePorts(o options) error {
	for _, p := range o.ports() {
		if !portFree(p.number) {
			return fail(exitPortTaken, "port %d is taken; choose another with %s", p.number, p.variable)
		}
	}
	return nil
}

// portFree asks twice: where an address may be shared (macOS), listening succeeds although somebody else answers there.
func portFree(port int) bool {
	if conn, err := net.DialTimeout("tcp", loopback(port), time.Second); err == nil {
		conn.Close()
		return false
	}
	listener, err := net.Listen("tcp", loopback(port))
	if err != nil {
		return false
	}
	listener.Close()
	return true
}

// pickPorts finds count different free ports for the roles that only talk to each other.
func pickPorts(count int) ([]int, error) {
	ports := make([]int, 0, count)
	for range count {
		listener, err := net.Listen("tcp", loopback(0))
		if err != nil {
			return nil, err
		}
		defer listener.Close() // held until all are found, so that none comes twice
		ports = append(ports, listener.Addr().(*net.TCPAddr).Port)
	}
	return ports, nil
}
