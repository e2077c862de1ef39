package node

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// Process is one process of the node. Started tells it from a later one with the same number.
type Process struct {
	Pid       int
	Started   string
	Arguments []string
	// Unit is the systemd unit that it belongs to, when there is one.
	Unit string
	proc string
}

// Processes lists those with this name, without those of containers that have process numbers of their own.
func (h Host) Processes(name string) []Process {
	var found []Process
	proc := h.Proc
	if proc == "" {
		proc = "/proc"
	}
	nodes, _ := os.Readlink(proc + "/1/ns/pid")
	names, _ := filepath.Glob(proc + "/[0-9]*/comm")
	for _, path := range names {
		text, err := os.ReadFile(path)
		if err != nil || strings.TrimSpace(string(text)) != name {
			continue
		}
		if its, err := os.Readlink(filepath.Join(filepath.Dir(path), "ns/pid")); err != nil || its != nodes {
			continue
		}
		pid, _ := strconv.Atoi(filepath.Base(filepath.Dir(path)))
		if process, alive := processOf(proc, pid); alive {
			found = append(found, process)
		}
	}
	return found
}

// Alive tells whether it is still there.
func (p Process) Alive() bool {
	now, alive := processOf(p.proc, p.Pid)
	return alive && now.Started == p.Started
}

func processOf(proc string, pid int) (Process, bool) {
	stat, err := os.ReadFile(fmt.Sprintf("%s/%d/stat", proc, pid))
	if err != nil {
		return Process{}, false
	}
	// The name, in parentheses, may have blanks.
	fields := strings.Fields(string(stat[bytes.LastIndexByte(stat, ')')+1:]))
	if len(fields) < 20 || fields[0] == "Z" {
		return Process{}, false
	}
	line, err := os.ReadFile(fmt.Sprintf("%s/%d/cmdline", proc, pid))
	if err != nil || len(line) == 0 {
		return Process{}, false
	}
	cgroup, _ := os.ReadFile(fmt.Sprintf("%s/%d/cgroup", proc, pid))
	return Process{proc: proc, Pid: pid, Started: fields[19], Arguments: strings.Split(strings.TrimSuffix(string(line), "\x00"), "\x00"),
		Unit: unitOf(string(cgroup))}, true
}

func unitOf(cgroup string) string {
	for _, line := range strings.Split(cgroup, "\n") {
		if unit := filepath.Base(line); strings.HasSuffix(unit, ".service") {
			return unit
		}
	}
	return ""
}
