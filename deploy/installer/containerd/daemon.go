// Package containerd finds the node's containerd, asks for its settings, restarts it and waits for its answer.
// It does not know what is changed in them.
package containerd

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"drover.dev/installer/configuration"
	"drover.dev/installer/node"
)

// DefaultSettings is where containerd looks for its settings when its command line names no other place.
const DefaultSettings = "/etc/containerd/config.toml"

// Daemon is the containerd that serves the node's kubelet.
type Daemon struct {
	Host node.Host
	// Process is the zero value when it does not run.
	Process node.Process
	// Settings is the main file's path on the node; it need not exist.
	Settings string
}

// Find looks for the one containerd of the node. Settings, when given, names its main file and decides between several.
func Find(host node.Host, settings string) (Daemon, error) {
	var found []Daemon
	for _, process := range host.Processes("containerd") {
		daemon, serves := of(host, process)
		if serves && (settings == "" || settings == daemon.Settings) {
			found = append(found, daemon)
		}
	}
	switch {
	case len(found) == 1:
		return found[0], nil
	case len(found) > 1:
		var which []string
		for _, daemon := range found {
			which = append(which, fmt.Sprintf("process %d with %s", daemon.Process.Pid, daemon.Settings))
		}
		return Daemon{}, fmt.Errorf("several containerd run here, say which by --containerd-config: %s", strings.Join(which, ", "))
	case host.Program("containerd") == "":
		return Daemon{}, errors.New("the node has no containerd")
	case settings == "":
		settings = DefaultSettings
	}
	return Daemon{Host: host, Settings: settings}, nil
}

// of reads a command line. A call with a command, such as "containerd config dump", serves nobody; Docker's serves no kubelet.
func of(host node.Host, process node.Process) (Daemon, bool) {
	daemon := Daemon{Host: host, Process: process, Settings: DefaultSettings}
	for at := 1; at < len(process.Arguments); at++ {
		name, value, joined := strings.Cut(process.Arguments[at], "=")
		if !strings.HasPrefix(name, "-") {
			return daemon, false
		}
		switch name = strings.TrimLeft(name, "-"); name {
		case "config", "c", "address", "a", "root", "state", "log-level", "l":
			if !joined && at+1 < len(process.Arguments) {
				at++
				value = process.Arguments[at]
			}
			if name == "config" || name == "c" {
				daemon.Settings = filepath.Clean(value)
			}
		}
	}
	return daemon, !strings.Contains(daemon.Settings, "/docker/")
}

// Version asks the program.
func (d Daemon) Version() (node.Version, string, error) {
	said, err := d.Host.Run("containerd", "--version")
	if err != nil {
		return node.Version{}, "", err
	}
	line := strings.TrimSpace(string(said))
	// containerd github.com/containerd/containerd/v2 2.1.9 ...: the path has no dotted number.
	version, ok := node.VersionIn(line)
	if !ok {
		return node.Version{}, "", fmt.Errorf("containerd --version says %q, expected a version", line)
	}
	return version, line, nil
}

// Effective gives the whole configuration that a main file stands for, defaults and imports included.
func (d Daemon) Effective(mainFile string) (configuration.Document, error) {
	arguments := []string{"--config", mainFile, "config", "dump"}
	if mainFile == DefaultSettings && !d.Host.Has(mainFile) {
		arguments = []string{"config", "dump"} // its own defaults
	}
	text, err := d.Host.Run("containerd", arguments...)
	if err != nil {
		return nil, err
	}
	return configuration.Parse(text)
}

// Restart ends it and waits until it answers again as another process. Pods go on running meanwhile.
func (d Daemon) Restart(socket string, atMost time.Duration) (Daemon, error) {
	before := d.Process
	if d.Host.Has("/run/systemd/system") {
		unit := before.Unit
		if unit == "" {
			unit = "containerd.service"
		}
		if _, err := d.Host.Run("systemctl", "restart", unit); err != nil {
			return d, err
		}
	} else if before.Pid != 0 {
		if err := syscall.Kill(before.Pid, syscall.SIGTERM); err != nil {
			return d, fmt.Errorf("containerd (process %d) cannot be ended: %w", before.Pid, err)
		}
	}
	var last error
	for end := time.Now().Add(atMost); time.Now().Before(end); time.Sleep(100 * time.Millisecond) {
		if before.Pid != 0 && before.Alive() {
			last = fmt.Errorf("process %d goes on", before.Pid)
			continue
		}
		now, err := Find(d.Host, d.Settings)
		if err != nil || now.Process.Pid == 0 {
			last = errors.New("nothing has started it again")
			continue
		}
		if last = Answers(d.Host.File(socket)); last == nil {
			return now, nil
		}
	}
	return d, fmt.Errorf("containerd did not come back within %v: %w", atMost, last)
}
