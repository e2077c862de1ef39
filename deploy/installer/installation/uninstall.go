package installation

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"

	"drover.dev/installer/configuration"
	"drover.dev/installer/containerd"
)

// ErrPodsRun says that the node cannot be left while pods depend on what is installed.
var ErrPodsRun = errors.New("nothing was changed")

// Uninstall puts the node back into the state it was in. While pods run under our handler it refuses, or with force leaves the
// shim as a plain pass-through to runc: containerd needs it to signal and to end them.
func (i Installer) Uninstall(force bool) error {
	remembered, err := i.readRecord()
	if err != nil {
		return err
	}
	daemon, err := containerd.Find(i.Host, firstOf(i.ContainerdSettings, remembered.MainFile))
	if err != nil {
		return err
	}
	effective, err := daemon.Effective(daemon.Settings)
	if err != nil {
		return err
	}
	if pods := containerd.PodsUsing(i.Host, stateOf(effective), ShimPath); len(pods) > 0 {
		i.say("pods that run under the runtime handler %q: %s", configuration.Handler, strings.Join(pods, ", "))
		if !force {
			return fmt.Errorf("%w: delete these pods or let them move away first, or use --force to leave a pass-through for them", ErrPodsRun)
		}
		return i.leavePassThrough()
	}
	if remembered.DropIn != "" {
		if err := i.restoreSettings(daemon, remembered); err != nil {
			return err
		}
	} else {
		i.say("containerd's settings: nothing of ours is in them")
	}
	return i.removeAll()
}

func (i Installer) restoreSettings(daemon containerd.Daemon, remembered record) error {
	version, _, err := daemon.Version()
	if err != nil {
		return err
	}
	users, err := i.usersSettings(daemon, version.Major)
	if err != nil {
		return err
	}
	remembered.RestartOwed = true
	if err := i.writeRecord(remembered); err != nil {
		return err
	}
	if err := i.putBack(remembered, users); err != nil {
		return err
	}
	now, err := daemon.Effective(daemon.Settings)
	if err != nil {
		return err
	}
	if different := configuration.Differences("", withoutImports(users.effective), withoutImports(now)); len(different) > 0 {
		return fmt.Errorf("containerd's settings are not what they were: %s", few(different))
	}
	i.say("containerd's effective configuration: compared, it is what it would be without Drover")
	return i.restart(daemon, users.effective)
}

func withoutImports(document configuration.Document) map[string]any {
	plain := map[string]any{}
	for key, value := range document {
		if key != "imports" {
			plain[key] = value
		}
	}
	return plain
}

// putBack takes our part out of containerd's settings: byte for byte what was there, or, where the user has edited the file
// since, without our import.
func (i Installer) putBack(remembered record, users usersSettings) error {
	if err := i.putMainBack(remembered); err != nil {
		return err
	}
	if err := i.Host.Remove(remembered.DropIn); err != nil {
		return err
	}
	for _, directory := range remembered.Directories {
		i.Host.RemoveIfEmpty(directory)
	}
	return nil
}

func (i Installer) putMainBack(remembered record) error {
	text, err := i.Host.Read(remembered.MainFile)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	if remembered.Inserted == "" {
		return nil
	}
	if sum(text) == remembered.Written {
		if !remembered.MainExisted {
			i.say("containerd's settings %s: removed, there was no such file before", remembered.MainFile)
			return i.Host.Remove(remembered.MainFile)
		}
		before, err := i.Host.Read(backupPath)
		if err != nil {
			return err
		}
		i.say("containerd's settings %s: byte for byte what they were", remembered.MainFile)
		_, err = i.Host.Put(remembered.MainFile, before, i.Host.Mode(remembered.MainFile, 0o644))
		return err
	}
	without, found := configuration.WithoutImport(text, remembered.Inserted)
	if !found {
		return i.mustNotImport(remembered, text)
	}
	i.say("containerd's settings %s: edited by somebody since; only our import is taken out", remembered.MainFile)
	_, err = i.Host.Put(remembered.MainFile, without, i.Host.Mode(remembered.MainFile, 0o644))
	return err
}

func (i Installer) mustNotImport(remembered record, text []byte) error {
	document, err := configuration.Parse(text)
	if err != nil {
		return fmt.Errorf("%s is not TOML: %w", remembered.MainFile, err)
	}
	if slices.Contains(document.Imports(), remembered.DropIn) {
		return fmt.Errorf("%s was edited so that our import cannot be found again: take %s out of its imports by hand, then try again",
			remembered.MainFile, remembered.DropIn)
	}
	i.say("containerd's settings %s: somebody has taken our import out already", remembered.MainFile)
	return nil
}

func (i Installer) leavePassThrough() error {
	text, err := i.Host.Read(ShimSettings)
	if err != nil {
		return err
	}
	settings := strings.Replace(string(text), "{", `{"passThrough":true,`, 1)
	if !strings.Contains(string(text), "passThrough") {
		if _, err := i.Host.Put(ShimSettings, []byte(settings), 0o644); err != nil {
			return err
		}
	}
	for _, path := range []string{CriuDirectory, ImageDirectory, JournalParent} {
		if err := i.Host.Remove(path); err != nil {
			return err
		}
	}
	i.say("left in place for these pods: the runtime handler and %s, which now only hands on to runc; uninstall again when they are gone", ShimPath)
	return nil
}

func (i Installer) removeAll() error {
	for _, path := range []string{ImageDirectory, JournalParent, RunDirectory, Directory} {
		if !i.Host.Has(path) {
			continue
		}
		if err := i.Host.Remove(path); err != nil {
			return err
		}
		i.say("%s: removed", path)
	}
	i.Host.RemoveIfEmpty(filepath.Dir(ImageDirectory))
	i.say("nothing of Drover is left on this node")
	return nil
}

func firstOf(texts ...string) string {
	for _, text := range texts {
		if text != "" {
			return text
		}
	}
	return ""
}
