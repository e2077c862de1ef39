// Command drover-shim stands between containerd and runc for the pods of one RuntimeClass.
//
// Everything goes straight on to runc, but for three things: the create of a container that a migration is bound to asks
// the node agent first and may become a restore; the start of a restored container does nothing; its delete takes the
// marker away. docs/oci-shim.md and docs/handover.md describe it.
package main

import (
	"fmt"
	"os"

	"drover.dev/oci-shim/bundle"
	"drover.dev/oci-shim/commandline"
	"drover.dev/oci-shim/handover"
	"drover.dev/oci-shim/runtime"
	"drover.dev/oci-shim/settings"
)

// version is stamped in by build.sh.
var version = "unversioned"

func main() {
	os.Exit(run(os.Args[1:]))
}

// run returns only when this process does not become runc.
func run(arguments []string) int {
	invocation := commandline.Parse(arguments)
	if invocation.Command == "drover-version" {
		fmt.Println(version)
		return 0
	}
	limits := settings.Load()
	markers := handover.Markers{Directory: limits.RestoredDirectory}
	runc, missing := runtime.Find(limits.Runc)
	if missing != nil {
		runtime.Report(missing, invocation.Log, invocation.LogFormat)
		return 1
	}
	switch invocation.Command {
	case "create":
		if found, err := bundle.Read(directory(invocation)); err == nil && found.Candidate && !limits.PassThrough {
			return creation{limits, markers, runc, invocation, found, arguments}.decide()
		}
	case "start":
		if markers.Has(invocation.Container) {
			return 0
		}
	case "delete":
		markers.Remove(invocation.Container)
	}
	return become(runc, arguments)
}

func become(runc runtime.Runc, arguments []string) int {
	fmt.Fprintf(os.Stderr, "drover: %s cannot be run: %v\n", runc.Path, runc.Become(arguments))
	return 1
}

func directory(invocation commandline.Invocation) string {
	if invocation.Bundle == "" {
		return "."
	}
	return invocation.Bundle
}
