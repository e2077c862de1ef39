package installation

import (
	"encoding/json"
	"fmt"
	"runtime"
	"strings"
	"syscall"

	"drover.dev/installer/configuration"
	"drover.dev/installer/containerd"
	"drover.dev/installer/node"
)

// Problem is a reason why a node cannot take part, with what was found and what would have been right.
type Problem struct {
	Reason  string `json:"reason"`
	Message string `json:"message"`
}

var (
	leastKernel     = node.Version{Major: 5, Minor: 13}
	leastContainerd = node.Version{Major: 1, Minor: 6}
	tooNew          = node.Version{Major: 3}
	leastRunc       = node.Version{Major: 1, Minor: 1}
)

// examine says what the node is and collects everything that speaks against it.
func (i Installer) examine() (containerd.Daemon, node.Version, []Problem) {
	var problems []Problem
	report := func(ok bool, what, reason, wanted string) {
		if ok {
			i.say("%s: supported (%s)", what, wanted)
			return
		}
		i.say("%s: not supported, %s is needed (%s)", what, wanted, reason)
		problems = append(problems, Problem{reason, what + ", " + wanted + " is needed"})
	}
	release := kernelRelease()
	version, _ := node.VersionIn(release)
	report(!version.Before(leastKernel), "kernel "+release, "KernelTooOld", leastKernel.String()+" or newer")
	report(runtime.GOARCH == "amd64", "architecture "+runtime.GOARCH, "ArchitectureUnsupported", "amd64")

	daemon, err := containerd.Find(i.Host, i.ContainerdSettings)
	if err != nil {
		report(false, "containerd: "+err.Error(), "ContainerdNotFound", "one containerd")
		return daemon, node.Version{}, problems
	}
	version, said, err := daemon.Version()
	if err != nil {
		report(false, err.Error(), "ContainerdNotFound", "a containerd that runs")
		return daemon, version, problems
	}
	report(!version.Before(leastContainerd) && version.Before(tooNew), said, "ContainerdUnsupported",
		leastContainerd.String()+" or newer, older than "+tooNew.String())
	if effective, err := daemon.Effective(daemon.Settings); err == nil {
		if what, ok := i.runc(effective); !ok {
			report(false, what, "RuncTooOld", leastRunc.String()+" or newer")
		} else {
			report(true, what, "", leastRunc.String()+" or newer")
		}
	}
	return daemon, version, problems
}

func (i Installer) runc(effective configuration.Document) (string, bool) {
	name := i.realRunc(effective)
	said, err := i.Host.Run(name, "--version")
	if err != nil {
		return err.Error(), false
	}
	line, _, _ := strings.Cut(string(said), "\n")
	version, ok := node.VersionIn(line)
	return fmt.Sprintf("%s (%s)", strings.TrimSpace(line), i.Host.Program(name)), ok && !version.Before(leastRunc)
}

// realRunc is the executable of the user's own runtime.
func (i Installer) realRunc(effective configuration.Document) string {
	if _, runtime, err := configuration.UsersRuntime(effective); err == nil {
		if name := configuration.BinaryName(runtime); name != "" {
			return name
		}
	}
	return "runc"
}

func kernelRelease() string {
	var name syscall.Utsname
	if syscall.Uname(&name) != nil {
		return "unknown"
	}
	var text []byte
	for _, character := range name.Release {
		if character == 0 {
			break
		}
		text = append(text, byte(character))
	}
	return string(text)
}

// leaveReport tells the node agent what was found.
func (i Installer) leaveReport(problems []Problem) {
	text, err := json.Marshal(struct {
		Version  string    `json:"version"`
		Problems []Problem `json:"problems"`
	}{i.Version, append([]Problem{}, problems...)})
	if err == nil {
		i.Host.Put(reportPath, append(text, '\n'), 0o600)
	}
}
