package installation

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"

	"drover.dev/installer/configuration"
	"drover.dev/installer/node"
)

// fakeNode is a directory that looks like a node's root, with a containerd whose way to read its settings is imitated.
type fakeNode struct {
	t         *testing.T
	root      string
	version   string
	out       *bytes.Buffer
	installer Installer
	// misreads makes containerd read something else once our drop-in is where it will stay.
	misreads bool
}

const mainFile = "/etc/containerd/config.toml"

func newFakeNode(t *testing.T, version string) *fakeNode {
	n := &fakeNode{t: t, root: t.TempDir(), version: version, out: &bytes.Buffer{}}
	for _, program := range []string{"/usr/bin/containerd", "/usr/sbin/runc", "/run/x", "/var/lib/x", "/opt/x", "/etc/x"} {
		n.write(program, "")
	}
	brought := t.TempDir()
	os.WriteFile(filepath.Join(brought, "shim"), []byte("the shim"), 0o755)
	os.Mkdir(filepath.Join(brought, "criu"), 0o755)
	os.WriteFile(filepath.Join(brought, "criu", "VERSION"), []byte("4.2.1\n"), 0o644)
	os.WriteFile(filepath.Join(brought, "criu", "criu"), []byte("#!/bin/sh\n"), 0o755)
	os.Symlink("criu", filepath.Join(brought, "criu", "link"))
	n.installer = Installer{Host: node.Host{Root: n.root, Proc: t.TempDir(), Runs: n.runs}, Out: n.out, Version: "1",
		Shim: filepath.Join(brought, "shim"), Criu: filepath.Join(brought, "criu")}
	return n
}

func (n *fakeNode) path(name string) string { return filepath.Join(n.root, name) }

func (n *fakeNode) write(name, text string) {
	n.t.Helper()
	os.MkdirAll(filepath.Dir(n.path(name)), 0o755)
	if err := os.WriteFile(n.path(name), []byte(text), 0o644); err != nil {
		n.t.Fatal(err)
	}
}

func (n *fakeNode) read(name string) string {
	text, _ := os.ReadFile(n.path(name))
	return string(text)
}

// everything lists the node's files with their contents, what changes by itself left out.
func (n *fakeNode) everything() string {
	var lines []string
	filepath.WalkDir(n.root, func(path string, entry fs.DirEntry, err error) error {
		name := strings.TrimPrefix(path, n.root)
		info, _ := entry.Info()
		text, _ := os.ReadFile(path)
		lines = append(lines, fmt.Sprintf("%s %v %q", name, info.Mode(), text))
		return nil
	})
	sort.Strings(lines)
	return strings.Join(lines, "\n")
}

func (n *fakeNode) runs(path string, arguments ...string) ([]byte, error) {
	line := strings.Join(arguments, " ")
	switch filepath.Base(path) + " " + line {
	case "containerd --version":
		return []byte("containerd github.com/containerd/containerd " + n.version + " abcdef\n"), nil
	case "runc --version":
		return []byte("runc version 1.1.5+ds1\nspec: 1.0.2-dev\n"), nil
	case "criu --version":
		return []byte("Version: 4.2.1\n"), nil
	case "drover-shim drover-version":
		return []byte("1\n"), nil
	case "containerd config dump":
		return n.dump("")
	case "containerd --config " + arguments[1] + " config dump":
		return n.dump(arguments[1])
	}
	return nil, fmt.Errorf("the fake node cannot run %s %s", path, line)
}

const builtIn = `
root = "/var/lib/containerd"
state = "/run/containerd"
oom_score = 0
[grpc]
address = "/run/containerd/containerd.sock"
[plugins."io.containerd.internal.v1.opt"]
path = "/opt/containerd"
[plugins.CRI]
sandbox_image = "registry.k8s.io/pause:3.6"
restrict_oom_score_adj = false
[plugins.CRI.cni]
bin_dir = "/opt/cni/bin"
[plugins.CRI.containerd]
default_runtime_name = "runc"
[plugins.CRI.containerd.runtimes.runc]
runtime_type = "io.containerd.runc.v2"
pod_annotations = []
[plugins.CRI.containerd.runtimes.runc.options]
SystemdCgroup = false
BinaryName = ""
`

// dump imitates "containerd config dump": 1.x replaces a plugin's table by that of a later file, 2.x merges them by key and
// knows the tables of one version only; missing values come from the defaults, in 1.x all runtimes or none.
func (n *fakeNode) dump(main string) ([]byte, error) {
	old := strings.HasPrefix(n.version, "1.")
	merged := map[string]any{"plugins": map[string]any{}}
	version := 2
	pending, ours := []string{main}, false
	for len(pending) > 0 && main != "" {
		path := pending[0]
		pending = pending[1:]
		text, err := os.ReadFile(n.path(path))
		if err != nil {
			return nil, err
		}
		ours = ours || configuration.IsOurs(text) && !strings.HasPrefix(path, stageDirectory)
		document, err := configuration.Parse(text)
		if err != nil {
			return nil, err
		}
		version = document.Version()
		for _, pattern := range document.Imports() {
			pattern = configuration.Resolve(pattern, path)
			if matches, _ := filepath.Glob(n.path(pattern)); strings.Contains(pattern, "*") {
				for _, match := range matches {
					pending = append(pending, strings.TrimPrefix(match, n.root))
				}
			} else {
				pending = append(pending, pattern)
			}
		}
		for name, table := range document.Table("plugins") {
			if before, ok := merged["plugins"].(map[string]any)[name].(map[string]any); ok && !old {
				overlay(before, table.(map[string]any))
			} else {
				merged["plugins"].(map[string]any)[name] = table
			}
		}
		delete(document, "plugins")
		overlay(merged, document)
	}
	cri, wrong := "io.containerd.grpc.v1.cri", "io.containerd.cri.v1.runtime"
	if !old && (version == 3 || main == "") {
		cri, wrong = wrong, cri
	}
	delete(merged["plugins"].(map[string]any), wrong)
	effective, err := configuration.Parse([]byte(strings.ReplaceAll(builtIn, "plugins.CRI", `plugins."`+cri+`"`)))
	if err != nil {
		return nil, err
	}
	if users := configuration.Document(merged).Table("plugins", cri, "containerd", "runtimes"); old && users != nil {
		delete(effective.Table("plugins", cri, "containerd"), "runtimes")
	}
	overlay(effective, merged)
	if !old { // it shows the settings in the newest version
		plugins := effective.Table("plugins")
		table := plugins[cri]
		delete(plugins, cri)
		plugins["io.containerd.cri.v1.runtime"] = table
	}
	effective["version"] = map[bool]int64{true: 2, false: 3}[old]
	if n.misreads && ours {
		effective["oom_score"] = int64(7)
	}
	return effective.Text()
}

func overlay(below, above map[string]any) {
	for key, value := range above {
		table, isTable := value.(map[string]any)
		under, both := below[key].(map[string]any)
		if isTable && both {
			overlay(under, table)
		} else {
			below[key] = value
		}
	}
}
