// Package installation brings a node into the state that Drover needs, takes it back, and tells how it is. Each step finds
// out first whether there is anything to do.
package installation

import (
	"fmt"
	"io"

	"drover.dev/installer/node"
)

// Where things are on the node.
const (
	Directory      = "/opt/drover"
	ShimPath       = Directory + "/bin/drover-shim"
	InstallerPath  = Directory + "/bin/drover-installer"
	CriuDirectory  = Directory + "/criu"
	ShimSettings   = Directory + "/etc/shim.json"
	recordPath     = Directory + "/etc/installation.json"
	backupPath     = Directory + "/etc/containerd-config.before"
	ImageDirectory = "/var/lib/dakr/checkpoints"
	JournalParent  = "/var/lib/drover"
	RunDirectory   = "/run/drover"
	reportPath     = RunDirectory + "/installer.json"
	stageDirectory = RunDirectory + "/installer"
)

// Installer holds what every step needs.
type Installer struct {
	Host node.Host
	// Out gets one line for each step, for the node's administrator.
	Out io.Writer
	// Version is the installer's own.
	Version string
	// Shim and Criu are the executable and the directory to be installed, as seen from here.
	Shim string
	Criu string
	// ContainerdSettings names containerd's main file when it cannot be found out.
	ContainerdSettings string
}

func (i Installer) say(format string, values ...any) {
	fmt.Fprintf(i.Out, format+"\n", values...)
}
