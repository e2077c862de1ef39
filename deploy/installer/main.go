// Command drover-installer makes a node ready for live migration and takes everything away again. The node agent's pods run it
// as their init container; an administrator can run it on the node itself.
//
// It is a program in Go because containerd's settings must be read by a real TOML library, because it must not depend on what
// else a node has installed, and because it has to fit beside the OCI shim in an image without a shell.
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"strings"
	"syscall"

	"drover.dev/installer/installation"
	"drover.dev/installer/node"
)

// version is stamped in by build.sh.
var version = "unversioned"

const usage = `usage: drover-installer [install | uninstall [--force] | status | version] [flags]

Exit status: 0 done (status: complete), 1 failed or refused (status: something is missing), 2 usage.
`

func main() {
	os.Exit(run(os.Args[1:]))
}

func run(arguments []string) int {
	flags := flag.NewFlagSet("drover-installer", flag.ContinueOnError)
	flags.Usage = func() {
		fmt.Fprint(flags.Output(), usage)
		flags.PrintDefaults()
	}
	root := flags.String("root", "/", "where the node's root directory is seen")
	shim := flags.String("shim", "/opt/drover/node/bin/drover-shim", "the OCI shim to be installed")
	criu := flags.String("criu", "/opt/drover/node/criu", "the CRIU directory to be installed, with its launcher \"criu\" and VERSION")
	settings := flags.String("containerd-config", "", "containerd's main file, when its process does not tell")
	force := flags.Bool("force", false, "uninstall although pods run under our handler: leave a pass-through for them")
	command := "install"
	if len(arguments) > 0 && !strings.HasPrefix(arguments[0], "-") {
		command, arguments = arguments[0], arguments[1:]
	}
	if err := flags.Parse(arguments); errors.Is(err, flag.ErrHelp) {
		return 0
	} else if err != nil {
		return 2
	}
	if flags.NArg() > 0 || *force && command != "uninstall" {
		flags.Usage()
		return 2
	}
	installer := installation.Installer{Host: node.Host{Root: *root}, Out: os.Stdout, Version: version, Shim: *shim, Criu: *criu,
		ContainerdSettings: *settings}
	var err error
	switch command {
	case "install":
		err = alone(installer.Host, installer.Install)
	case "uninstall":
		err = alone(installer.Host, func() error { return installer.Uninstall(*force) })
	case "status":
		err = installer.Status()
	case "version":
		fmt.Println(version)
	default:
		flags.Usage()
		return 2
	}
	if err != nil {
		fmt.Fprintf(os.Stdout, "failed: %v\n", err)
		return 1
	}
	return 0
}

// alone keeps a second installer from the node while one works on it.
func alone(host node.Host, work func() error) error {
	lock, err := os.OpenFile(host.Path("/run/drover-installer.lock"), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return err
	}
	defer lock.Close()
	if err := syscall.Flock(int(lock.Fd()), syscall.LOCK_EX); err != nil {
		return err
	}
	return work()
}
