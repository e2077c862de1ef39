package configuration

import (
	"fmt"
	"reflect"
)

// Handler is the name of our runtime handler.
const Handler = "drover"

// PodAnnotations are those that containerd must hand through to the bundle.
const PodAnnotations = "drover.dev/*"

// The tables of the CRI plugin that hold the runtimes, by version of the settings.
const (
	criBefore3 = "io.containerd.grpc.v1.cri"
	criFrom3   = "io.containerd.cri.v1.runtime"
)

// plugin names the table that holds the runtimes in this document.
func plugin(d Document) string {
	if d.Table("plugins", criFrom3) != nil {
		return criFrom3
	}
	return criBefore3
}

// Runtimes are the runtime handlers of an effective configuration.
func Runtimes(d Document) map[string]any {
	return d.Table("plugins", plugin(d), "containerd", "runtimes")
}

// UsersRuntime is the runtime that our handler is modelled on: the default one when it is a runc, else the one called runc.
func UsersRuntime(effective Document) (string, map[string]any, error) {
	settings := effective.Table("plugins", plugin(effective), "containerd")
	runtimes := Runtimes(effective)
	name, _ := settings["default_runtime_name"].(string)
	for _, candidate := range []string{name, "runc"} {
		runtime, ok := runtimes[candidate].(map[string]any)
		if ok && runtime["runtime_type"] == "io.containerd.runc.v2" {
			return candidate, runtime, nil
		}
	}
	return "", nil, fmt.Errorf("neither the default runtime %q nor \"runc\" is of type io.containerd.runc.v2", name)
}

// BinaryName is the runtime's own executable, empty for runc in PATH.
func BinaryName(runtime map[string]any) string {
	options, _ := runtime["options"].(map[string]any)
	name, _ := options["BinaryName"].(string)
	return name
}

// OurRuntime is the user's runtime with the shim as its executable: cgroup driver, root directory and the rest stay the same.
func OurRuntime(users map[string]any, shim string) map[string]any {
	ours := copyOf(users).(map[string]any)
	options, ok := ours["options"].(map[string]any)
	if !ok {
		options = map[string]any{}
		ours["options"] = options
	}
	options["BinaryName"] = shim
	annotations, _ := ours["pod_annotations"].([]any)
	ours["pod_annotations"] = append(append([]any{}, annotations...), PodAnnotations)
	return ours
}

// DropIns are the texts of the file to be imported, most likely first. Which of them containerd takes as it is meant is found
// out by asking it: before 2.0 an imported table of a plugin replaces the user's whole table, so the file has to carry all of
// it; from 2.0 on tables are merged by key, but only between files of one version.
func DropIns(major int, users, effective Document, shim string) ([][]byte, error) {
	_, runtime, err := UsersRuntime(effective)
	if err != nil {
		return nil, err
	}
	ours := OurRuntime(runtime, shim)
	var documents []Document
	if major < 2 {
		table := copyOf(effective.Table("plugins", criBefore3)).(map[string]any)
		containerd, _ := table["containerd"].(map[string]any)
		containerd["runtimes"].(map[string]any)[Handler] = ours
		documents = append(documents, Document{"version": int64(2), "plugins": map[string]any{criBefore3: table}})
	} else {
		versions := []int{users.Version(), 3, 2}
		for at, version := range versions {
			if version < 2 || at > 0 && version == versions[0] {
				continue
			}
			name := criFrom3
			if version == 2 {
				name = criBefore3
			}
			documents = append(documents, Document{"version": int64(version), "plugins": map[string]any{
				name: map[string]any{"containerd": map[string]any{"runtimes": map[string]any{Handler: ours}}}}})
		}
	}
	var texts [][]byte
	for _, document := range documents {
		text, err := document.Text()
		if err != nil {
			return nil, err
		}
		texts = append(texts, append([]byte(header), text...))
	}
	return texts, nil
}

const header = `# Written by drover-installer, and written anew when containerd's other settings change: do not edit.
# It adds the runtime handler "drover". containerd before 2.0 takes a plugin's table from the last file that has it, so there
# the rest is the effective configuration of the other files.
`

// IsOurs tells whether a file is one of our drop-ins.
func IsOurs(text []byte) bool {
	return len(text) >= len(header) && string(text[:len(header)]) == header
}

// Unexpected lists where the effective configuration after differs from the one before by anything but our handler.
func Unexpected(before, after Document, shim string) []string {
	_, runtime, err := UsersRuntime(before)
	if err != nil {
		return []string{err.Error()}
	}
	changed := copyOf(map[string]any(after)).(map[string]any)
	runtimes := Runtimes(changed)
	ours, there := runtimes[Handler].(map[string]any)
	if !there {
		return []string{fmt.Sprintf("plugins.%s.containerd.runtimes.%s: missing", plugin(after), Handler)}
	}
	delete(runtimes, Handler)
	found := Differences("", withoutImports(before), withoutImports(changed))
	if want := OurRuntime(runtime, shim); !reflect.DeepEqual(ours, want) {
		found = append(found, Differences("containerd.runtimes."+Handler, want, ours)...)
	}
	return found
}

func withoutImports(d Document) map[string]any {
	plain := copyOf(map[string]any(d)).(map[string]any)
	delete(plain, "imports")
	return plain
}
