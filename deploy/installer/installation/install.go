package installation

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"time"

	"drover.dev/installer/configuration"
	"drover.dev/installer/containerd"
)

const restartAtMost = 60 * time.Second

// Install does every step that is still to be done. A node that cannot take part is left as it is, which is no error: the
// node agent reports it.
func (i Installer) Install() error {
	if _, err := i.Host.Directory(RunDirectory, 0o700); err != nil {
		return err
	}
	daemon, version, problems := i.examine()
	i.leaveReport(problems)
	if len(problems) > 0 {
		i.say("this node is left as it is: it can neither be left nor be entered by a migration (%s)", problems[0].Reason)
		return nil
	}
	users, err := i.usersSettings(daemon, version.Major)
	if err != nil {
		return err
	}
	changed := false
	for _, step := range []func() (bool, error){
		i.directories,
		i.criu,
		func() (bool, error) { return i.shim(users.effective) },
		func() (bool, error) { return i.containerd(daemon, users, version.Major) },
	} {
		did, err := step()
		if err != nil {
			return err
		}
		changed = changed || did
	}
	if changed {
		i.say("the node is ready")
	} else {
		i.say("nothing had to be changed, containerd was not restarted; the node is ready")
	}
	return nil
}

func (i Installer) directories() (bool, error) {
	for _, path := range []string{Directory, Directory + "/bin", Directory + "/etc"} {
		if _, err := i.Host.Directory(path, 0o755); err != nil {
			return false, err
		}
	}
	made, err := i.Host.Directory(ImageDirectory, 0o700)
	if err != nil {
		return false, err
	}
	i.say("directory for images %s: %s", ImageDirectory, done(made, "made", "there"))
	return made, nil
}

func (i Installer) shim(effective configuration.Document) (bool, error) {
	executable, err := os.ReadFile(i.Shim)
	if err != nil {
		return false, fmt.Errorf("the OCI shim to be installed: %w", err)
	}
	changed, err := i.Host.Put(ShimPath, executable, 0o755)
	if err != nil {
		return false, err
	}
	version, err := i.Host.Run(ShimPath, "drover-version")
	if err != nil {
		return false, err
	}
	i.say("OCI shim %s, version %.40s: %s", ShimPath, oneLine(version), done(changed, "installed", "there"))
	settings, err := json.Marshal(map[string]string{"runc": i.runcPath(effective)})
	if err != nil {
		return false, err
	}
	settled, err := i.Host.Put(ShimSettings, append(settings, '\n'), 0o644)
	if err != nil {
		return false, err
	}
	i.say("OCI shim hands on to %s: %s", i.runcPath(effective), done(settled, "written", "as before"))
	own, err := os.ReadFile("/proc/self/exe")
	if err != nil {
		return false, err
	}
	copied, err := i.Host.Put(InstallerPath, own, 0o755)
	if copied {
		i.say("installer %s: put there for \"status\" and \"uninstall\" on the node", InstallerPath)
	}
	return changed || settled || copied, err
}

func (i Installer) runcPath(effective configuration.Document) string {
	name := i.realRunc(effective)
	if path := i.Host.Program(name); path != "" && path != ShimPath {
		return path
	}
	return "runc"
}

func (i Installer) containerd(daemon containerd.Daemon, users usersSettings, major int) (bool, error) {
	change, err := i.plan(daemon, users, major)
	if err != nil {
		return false, err
	}
	changed, err := i.apply(daemon, users, change)
	if err != nil {
		return changed, err
	}
	remembered, err := i.readRecord()
	if err != nil {
		return changed, err
	}
	if !remembered.RestartOwed {
		i.say("containerd's settings %s: have the runtime handler %q already", daemon.Settings, configuration.Handler)
		return changed, nil
	}
	if err := i.restart(daemon, users.effective); err != nil {
		i.say("containerd does not take the new settings, the old ones are put back")
		return true, errors.Join(err, i.putBack(remembered, users), i.restart(daemon, users.effective))
	}
	remembered.RestartOwed = false
	return true, i.writeRecord(remembered)
}

func (i Installer) restart(daemon containerd.Daemon, effective configuration.Document) error {
	if daemon.Process.Pid == 0 {
		i.say("containerd does not run: nothing to restart")
		return nil
	}
	began := time.Now()
	now, err := daemon.Restart(socketOf(effective), restartAtMost)
	if err != nil {
		return err
	}
	i.say("containerd: restarted, answers as process %d after %.1f s; running pods were not touched", now.Process.Pid, time.Since(began).Seconds())
	return nil
}

func socketOf(effective configuration.Document) string {
	if address, ok := effective.Table("grpc")["address"].(string); ok && address != "" {
		return address
	}
	return "/run/containerd/containerd.sock"
}

func stateOf(effective configuration.Document) string {
	state, _ := effective["state"].(string)
	return state
}

func done(changed bool, did, was string) string {
	if changed {
		return did
	}
	return was
}

func oneLine(text []byte) string {
	for at, character := range text {
		if character == '\n' {
			return string(text[:at])
		}
	}
	return string(text)
}
