// Package runtime finds and runs the real runc.
// It knows neither the node agent nor what a bundle says.
package runtime

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"

	"drover.dev/oci-shim/failure"
)

// Runc is the runtime that everything is handed on to.
type Runc struct {
	Path string
}

// Find looks the runtime up: a path is taken as it is, a name is looked for in PATH. The shim itself is never found.
func Find(given string) (Runc, *failure.Failure) {
	self, _ := os.Stat("/proc/self/exe")
	if strings.ContainsRune(given, '/') {
		if usable(given, self) {
			return Runc{Path: given}, nil
		}
		given = "runc" // a runtime that was replaced since the installation: better PATH's than none
	}
	for _, directory := range filepath.SplitList(os.Getenv("PATH")) {
		if path := filepath.Join(directory, given); filepath.IsAbs(path) && usable(path, self) {
			return Runc{Path: path}, nil
		}
	}
	return Runc{}, &failure.Failure{Reason: failure.RuntimeNotFound, Message: "no executable " + given + " in PATH " + os.Getenv("PATH")}
}

func usable(path string, self os.FileInfo) bool {
	found, err := os.Stat(path)
	return err == nil && found.Mode().IsRegular() && found.Mode().Perm()&0o111 != 0 && !os.SameFile(found, self)
}

// Become replaces this process by runc: same process ID, descriptors, arguments and environment. It returns only on failure.
func (r Runc) Become(arguments []string) error {
	return syscall.Exec(r.Path, append([]string{r.Path}, arguments...), os.Environ())
}

// DeleteLeftovers takes away whatever a failed restore left of the container.
func (r Runc) DeleteLeftovers(globals []string, container string) error {
	arguments := append(append([]string{}, globals...), "delete", "--force", container)
	return exec.Command(r.Path, arguments...).Run()
}

// State gives runc's own word on a container, as JSON.
func (r Runc) State(globals []string, container string) ([]byte, error) {
	arguments := append(append([]string{}, globals...), "state", container)
	return exec.Command(r.Path, arguments...).Output()
}
