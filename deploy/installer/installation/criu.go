package installation

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"

	"drover.dev/installer/node"
)

// From which kernel on which CRIU is needed: Linux 6.16 changed SO_PASSCRED, and the vdso of 6.x is unknown to CRIU 3.
var leastCriu = []struct{ kernel, criu node.Version }{
	{node.Version{Major: 6, Minor: 16}, node.Version{Major: 4, Minor: 2}},
	{node.Version{Major: 6, Minor: 2}, node.Version{Major: 4}},
	{node.Version{}, node.Version{Major: 3, Minor: 17}},
}

func criuNeeded(kernel node.Version) node.Version {
	for _, row := range leastCriu {
		if !kernel.Before(row.kernel) {
			return row.criu
		}
	}
	return node.Version{Major: 4, Minor: 2}
}

// criu makes /opt/drover/criu/criu a CRIU that fits the node's kernel: the node's own, by a link, or the one brought along.
func (i Installer) criu() (bool, error) {
	kernel, _ := node.VersionIn(kernelRelease())
	needed := criuNeeded(kernel)
	launcher := filepath.Join(CriuDirectory, "criu")
	if own := i.Host.Program("criu"); own != "" {
		version, ok := i.criuVersion(own)
		if ok && !version.Before(needed) {
			return i.linkCriu(own, launcher, version)
		}
		i.say("the node's own CRIU (%s %v) is too old for kernel %v, %v or newer is needed", own, version, kernel, needed)
	}
	brought, err := os.ReadFile(filepath.Join(i.Criu, "VERSION"))
	if err != nil {
		return false, fmt.Errorf("the CRIU to be installed: %w", err)
	}
	version, _ := node.VersionIn(string(brought))
	if version.Before(needed) {
		return false, fmt.Errorf("the CRIU to be installed is %s, kernel %v needs %v or newer", oneLine(brought), kernel, needed)
	}
	there, err := i.Host.Read(filepath.Join(CriuDirectory, "VERSION"))
	if err == nil && bytes.Equal(there, brought) && i.Host.SameTree(i.Criu, CriuDirectory) {
		i.say("CRIU %s in %s: there", oneLine(brought), CriuDirectory)
		return false, i.criuRuns(launcher)
	}
	if err := i.Host.CopyTree(i.Criu, CriuDirectory); err != nil {
		return false, err
	}
	i.say("CRIU %s in %s: installed with its own libraries", oneLine(brought), CriuDirectory)
	return true, i.criuRuns(launcher)
}

func (i Installer) criuRuns(launcher string) error {
	_, err := i.Host.Run(launcher, "--version")
	return err
}

func (i Installer) criuVersion(path string) (node.Version, bool) {
	said, err := i.Host.Run(path, "--version")
	if err != nil {
		return node.Version{}, false
	}
	return node.VersionIn(string(said))
}

func (i Installer) linkCriu(own, launcher string, version node.Version) (bool, error) {
	if target, err := os.Readlink(i.Host.Path(launcher)); err == nil && target == own {
		i.say("CRIU %v: the node's own, %s", version, own)
		return false, nil
	}
	if err := i.Host.Remove(CriuDirectory); err != nil {
		return false, err
	}
	if _, err := i.Host.Directory(CriuDirectory, 0o755); err != nil {
		return false, err
	}
	i.say("CRIU %v: the node's own, %s, is used", version, own)
	return true, os.Symlink(own, i.Host.Path(launcher))
}
