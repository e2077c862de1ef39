package containerd

import (
	"encoding/json"
	"os"
	"path/filepath"
	"sort"
	"strings"

	"drover.dev/installer/node"
)

// PodsUsing lists, as namespace/name, the pods whose containers are run by this executable. It reads what containerd's shims
// keep beside each bundle, so containerd need not be asked.
func PodsUsing(host node.Host, state, executable string) []string {
	if state == "" {
		state = "/run/containerd"
	}
	found := map[string]bool{}
	for _, path := range host.Glob(filepath.Join(filepath.Join(state, "io.containerd.runtime.v2.task", "k8s.io"), "*")) {
		runtime, err := host.Read(filepath.Join(path, "runtime"))
		if err != nil || strings.TrimSpace(string(runtime)) != executable {
			continue
		}
		found[podOf(host, path)] = true
	}
	pods := make([]string, 0, len(found))
	for pod := range found {
		pods = append(pods, pod)
	}
	sort.Strings(pods)
	return pods
}

func host2tasks(state string) string {
	return filepath.Join(state, "io.containerd.runtime.v2.task", "k8s.io")
}

func podOf(host node.Host, bundle string) string {
	var config struct {
		Annotations map[string]string `json:"annotations"`
	}
	text, err := os.ReadFile(host.Path(filepath.Join(bundle, "config.json")))
	if err != nil || json.Unmarshal(text, &config) != nil || config.Annotations["io.kubernetes.cri.sandbox-name"] == "" {
		return "container " + filepath.Base(bundle)
	}
	return config.Annotations["io.kubernetes.cri.sandbox-namespace"] + "/" + config.Annotations["io.kubernetes.cri.sandbox-name"]
}
