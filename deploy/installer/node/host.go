// Package node reaches the node's files, programs and processes from where the installer runs: on the node itself, or in a
// container with the node's root mounted somewhere. It knows nothing of containerd or of what is installed.
package node

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
)

// Host is a node, by where its root directory is seen.
type Host struct {
	Root string
	// Proc is where the processes are seen, /proc when empty.
	Proc string
	// Runs takes the place of running a program in the node's root, for tests.
	Runs func(path string, arguments ...string) ([]byte, error)
}

var searched = []string{"/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin"}

// Path says where a path of the node is seen from here. Links are followed as the node would follow them, save the last
// one: seen from a container an absolute link would leave the node.
func (h Host) Path(path string) string {
	if h.Root == "/" {
		return path
	}
	done := ""
	left := strings.Split(filepath.Clean("/"+path), "/")
	for hops := 0; len(left) > 0; {
		next := left[0]
		left = left[1:]
		if next == "" || next == "." {
			continue
		}
		if next == ".." {
			done = filepath.Dir("/" + done)
			continue
		}
		target, err := os.Readlink(filepath.Join(h.Root, done, next))
		if err != nil || len(left) == 0 || hops > 40 {
			done = filepath.Join("/", done, next)
			continue
		}
		hops++
		if filepath.IsAbs(target) {
			done = ""
		}
		left = append(strings.Split(target, "/"), left...)
	}
	return filepath.Join(h.Root, done)
}

// File says where a file of the node is seen from here, with a link at its end followed too.
func (h Host) File(path string) string {
	for hops := 0; hops < 40; hops++ {
		seen := h.Path(path)
		target, err := os.Readlink(seen)
		if err != nil {
			return seen
		}
		if !filepath.IsAbs(target) {
			target = filepath.Join(filepath.Dir(path), target)
		}
		path = target
	}
	return h.Path(path)
}

// Has tells whether the node has this path.
func (h Host) Has(path string) bool {
	_, err := os.Lstat(h.Path(path))
	return err == nil
}

// Glob expands a pattern of the node, in the order of names.
func (h Host) Glob(pattern string) []string {
	seen, err := filepath.Glob(filepath.Join(h.Path(filepath.Dir(pattern)), filepath.Base(pattern)))
	if err != nil {
		return nil
	}
	var found []string
	for _, path := range seen {
		found = append(found, filepath.Join(filepath.Dir(pattern), filepath.Base(path)))
	}
	return found
}

// Program finds a program as the node's administrator would; it is empty when there is none.
func (h Host) Program(name string) string {
	if filepath.IsAbs(name) {
		if h.Has(name) {
			return name
		}
		return ""
	}
	for _, directory := range searched {
		if path := filepath.Join(directory, name); h.Has(path) {
			return path
		}
	}
	return ""
}

// Run runs one of the node's programs in the node's root and gives what it prints.
func (h Host) Run(name string, arguments ...string) ([]byte, error) {
	path := h.Program(name)
	if path == "" {
		return nil, fmt.Errorf("the node has no %s", name)
	}
	if h.Runs != nil {
		return h.Runs(path, arguments...)
	}
	command := &exec.Cmd{Path: path, Args: append([]string{path}, arguments...), Dir: "/",
		Env: []string{"PATH=" + strings.Join(searched, ":"), "HOME=/root"}}
	if h.Root != "/" {
		command.SysProcAttr = &syscall.SysProcAttr{Chroot: h.Root}
	}
	var output, errors_ bytes.Buffer
	command.Stdout, command.Stderr = &output, &errors_
	if err := command.Run(); err != nil {
		said := strings.TrimSpace(errors_.String())
		var exit *exec.ExitError
		if errors.As(err, &exit) && said != "" {
			return output.Bytes(), fmt.Errorf("%s %s: %s", name, strings.Join(arguments, " "), said)
		}
		return output.Bytes(), fmt.Errorf("%s %s: %w", name, strings.Join(arguments, " "), err)
	}
	return output.Bytes(), nil
}
