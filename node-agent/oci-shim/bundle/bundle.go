// Package bundle reads an OCI bundle's config.json and tells who the container is.
// It knows neither runc nor the node agent.
package bundle

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// The annotations that containerd's CRI plugin and the admission webhook put there.
const (
	migrationAnnotation     = "drover.dev/migration"
	containerTypeAnnotation = "io.kubernetes.cri.container-type"
	criuConfigAnnotation    = "org.criu.config"
)

// Bundle is what the shim wants to know of a container.
type Bundle struct {
	Directory string
	// Candidate tells whether the node agent has to be asked before the container is created.
	Candidate        bool
	Terminal         bool
	NetworkNamespace string
	annotations      map[string]string
	root             string
	cwd              string
}

type config struct {
	Annotations map[string]string `json:"annotations"`
	Process     struct {
		Terminal bool   `json:"terminal"`
		Cwd      string `json:"cwd"`
	} `json:"process"`
	Root struct {
		Path string `json:"path"`
	} `json:"root"`
	Linux struct {
		Namespaces []struct {
			Type string `json:"type"`
			Path string `json:"path"`
		} `json:"namespaces"`
	} `json:"linux"`
}

// Read looks at config.json in directory. A container that is no candidate is not parsed at all.
func Read(directory string) (Bundle, error) {
	bundle := Bundle{Directory: directory}
	text, err := os.ReadFile(filepath.Join(directory, "config.json"))
	if err != nil {
		return bundle, err
	}
	if !bytes.Contains(text, []byte(migrationAnnotation)) && !bytes.ContainsRune(text, '\\') {
		return bundle, nil
	}
	var read config
	if err := json.Unmarshal(text, &read); err != nil {
		return bundle, err
	}
	bundle.annotations = read.Annotations
	bundle.Terminal = read.Process.Terminal
	bundle.cwd = read.Process.Cwd
	bundle.root = read.Root.Path
	if !filepath.IsAbs(bundle.root) {
		bundle.root = filepath.Join(directory, bundle.root)
	}
	for _, namespace := range read.Linux.Namespaces {
		if namespace.Type == "network" {
			bundle.NetworkNamespace = namespace.Path
		}
	}
	_, stamped := read.Annotations[migrationAnnotation]
	bundle.Candidate = stamped && read.Annotations[containerTypeAnnotation] == "container"
	return bundle, nil
}

// Annotation gives the value of one of containerd's CRI annotations, named without their common prefix.
func (b Bundle) Annotation(name string) string {
	return b.annotations["io.kubernetes.cri."+name]
}

// UseCriuConfig makes runc hand this configuration file to CRIU. Everything else in config.json keeps its value.
func (b Bundle) UseCriuConfig(criuConfig string) error {
	path := filepath.Join(b.Directory, "config.json")
	text, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	members := map[string]json.RawMessage{}
	if err := json.Unmarshal(text, &members); err != nil {
		return err
	}
	annotations := map[string]json.RawMessage{}
	if len(members["annotations"]) > 0 {
		if err := json.Unmarshal(members["annotations"], &annotations); err != nil {
			return err
		}
	}
	if annotations[criuConfigAnnotation], err = json.Marshal(criuConfig); err != nil {
		return err
	}
	if members["annotations"], err = json.Marshal(annotations); err != nil {
		return err
	}
	changed, err := json.Marshal(members)
	if err != nil {
		return err
	}
	return replace(path, changed)
}

func replace(path string, text []byte) error {
	before, err := os.Stat(path)
	if err != nil {
		return err
	}
	next := fmt.Sprintf("%s.drover-%d", path, os.Getpid())
	if err := os.WriteFile(next, text, before.Mode().Perm()); err != nil {
		return err
	}
	if err := os.Rename(next, path); err != nil {
		os.Remove(next)
		return err
	}
	return nil
}

// MakeWorkingDirectory makes the container's working directory where its image has none, as runc create does and runc restore
// does not. The root file system is the workload's: no link of it leads out.
func (b Bundle) MakeWorkingDirectory() error {
	root, err := os.OpenRoot(b.root)
	if err != nil {
		return err
	}
	defer root.Close()
	path := ""
	for _, name := range strings.Split(filepath.Clean("/"+b.cwd), "/") {
		if name == "" {
			continue
		}
		path = filepath.Join(path, name)
		if err := root.Mkdir(path, 0o755); err != nil && !errors.Is(err, fs.ErrExist) {
			return err
		}
	}
	return nil
}
