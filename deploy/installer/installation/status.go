package installation

import (
	"errors"
	"strings"

	"drover.dev/installer/configuration"
	"drover.dev/installer/containerd"
)

// ErrNotInstalled says that something is missing for migrations to work.
var ErrNotInstalled = errors.New("not completely installed")

// Status says how the node is and changes nothing.
func (i Installer) Status() error {
	daemon, _, problems := i.examine()
	complete := len(problems) == 0
	for _, path := range []string{ShimPath, ShimSettings, CriuDirectory + "/criu", ImageDirectory} {
		there := i.Host.Has(path)
		complete = complete && there
		i.say("%s: %s", path, done(there, "there", "missing"))
	}
	if said, err := i.Host.Run(ShimPath, "drover-version"); err == nil {
		i.say("OCI shim: version %s", oneLine(said))
	}
	if said, err := i.Host.Run(CriuDirectory+"/criu", "--version"); err == nil {
		i.say("CRIU: %s", oneLine(said))
	}
	effective, err := daemon.Effective(daemon.Settings)
	if err != nil {
		return err
	}
	_, known := configuration.Runtimes(effective)[configuration.Handler]
	i.say("runtime handler %q in containerd's settings: %s", configuration.Handler, done(known, "there", "missing"))
	remembered, err := i.readRecord()
	if err != nil {
		return err
	}
	if remembered.RestartOwed {
		i.say("containerd has not been restarted with its present settings yet: install again")
	}
	pods := containerd.PodsUsing(i.Host, stateOf(effective), ShimPath)
	i.say("pods that run under the handler: %s", firstOf(strings.Join(pods, ", "), "none"))
	if !complete || !known || remembered.RestartOwed {
		return ErrNotInstalled
	}
	return nil
}
