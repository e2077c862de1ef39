package installation

import (
	"errors"
	"os"
	"strings"
	"testing"

	"drover.dev/installer/configuration"
)

const customised = `# The administrator's settings of this node.
version = 2

[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = "local/pause:1" # ours
  restrict_oom_score_adj = true
  [plugins."io.containerd.grpc.v1.cri".containerd]
    default_runtime_name = "house"
    [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.house]
      runtime_type = "io.containerd.runc.v2"
      pod_annotations = ["house.example/*"]
      [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.house.options]
        SystemdCgroup = true
        BinaryName = "/usr/sbin/runc"
`

const debians = `version = 2

[plugins]
  [plugins."io.containerd.grpc.v1.cri"]
    [plugins."io.containerd.grpc.v1.cri".cni]
      bin_dir = "/usr/lib/cni"
      conf_dir = "/etc/cni/net.d"
  [plugins."io.containerd.internal.v1.opt"]
    path = "/var/lib/containerd/opt"
`

const version3 = `version = 3
[plugins.'io.containerd.cri.v1.runtime']
  restrict_oom_score_adj = true
  [plugins.'io.containerd.cri.v1.runtime'.containerd.runtimes.house]
    runtime_type = 'io.containerd.runc.v2'
`

var nodes = []struct {
	name, containerd string
	files            map[string]string
	mainIsUntouched  bool
}{
	{name: "Debian's 1.6", containerd: "1.6.20", files: map[string]string{mainFile: debians}},
	{name: "1.6 with settings of its own", containerd: "1.6.20", files: map[string]string{mainFile: customised}},
	{name: "1.6 without settings", containerd: "1.6.20"},
	{name: "1.7 that imports a folder", containerd: "1.7.24", mainIsUntouched: true, files: map[string]string{
		mainFile:                   "imports = [\"conf.d/*.toml\"]\n" + customised,
		"/etc/containerd/conf.d/x": "not imported"}},
	{name: "1.7 that imports a folder which has the same table later", containerd: "1.7.24", mainIsUntouched: true, files: map[string]string{
		mainFile:                                "imports = [\"/etc/containerd/conf.d/*.toml\"]\nversion = 2\n",
		"/etc/containerd/conf.d/local-cri.toml": customised}},
	{name: "1.7 that imports a file", containerd: "1.7.24", files: map[string]string{
		mainFile:                     "version = 2\nimports = [\n  \"/etc/containerd/other.toml\", # theirs\n]\n",
		"/etc/containerd/other.toml": customised}},
	{name: "2.1 with settings of version 3", containerd: "2.1.9", files: map[string]string{mainFile: version3}},
	{name: "2.1 with settings of version 2", containerd: "2.1.9", files: map[string]string{mainFile: customised}},
	{name: "2.1 without settings", containerd: "2.1.9"},
	{name: "2.1 that imports a folder", containerd: "2.1.9", mainIsUntouched: true, files: map[string]string{
		mainFile: "imports = ['/etc/containerd/conf.d/*.toml']\n" + version3}},
}

func eachNode(t *testing.T, test func(t *testing.T, n *fakeNode)) {
	for _, row := range nodes {
		t.Run(row.name, func(t *testing.T) {
			n := newFakeNode(t, row.containerd)
			for name, text := range row.files {
				n.write(name, text)
			}
			test(t, n)
		})
	}
}

func (n *fakeNode) effective() configuration.Document {
	main := mainFile
	if _, err := os.Stat(n.path(mainFile)); err != nil {
		main = ""
	}
	text, err := n.dump(main)
	if err != nil {
		n.t.Fatal(err)
	}
	document, err := configuration.Parse(text)
	if err != nil {
		n.t.Fatal(err)
	}
	return document
}

func TestTheHandlerIsTheOnlyDifference(t *testing.T) {
	for _, row := range nodes {
		t.Run(row.name, func(t *testing.T) {
			// Given
			n := newFakeNode(t, row.containerd)
			for name, text := range row.files {
				n.write(name, text)
			}
			before := n.effective()
			// When
			err := n.installer.Install()
			// Then
			if err != nil {
				t.Fatalf("%v\n%s", err, n.out)
			}
			if different := configuration.Unexpected(before, n.effective(), ShimPath); len(different) > 0 {
				t.Errorf("different: %v\n%s", different, n.out)
			}
			if row.mainIsUntouched && n.read(mainFile) != row.files[mainFile] {
				t.Errorf("main file: %s", n.read(mainFile))
			}
			if !strings.HasSuffix(n.read(mainFile), row.files[mainFile]) && !strings.Contains(row.files[mainFile], "other.toml") {
				t.Errorf("main file: %s", n.read(mainFile))
			}
		})
	}
}

func TestTheUsersRuntimeIsKeptUnderTheShim(t *testing.T) {
	// Given
	n := newFakeNode(t, "1.6.20")
	n.write(mainFile, customised)
	// When
	n.installer.Install()
	// Then
	ours := configuration.Runtimes(n.effective())[configuration.Handler].(map[string]any)
	options := ours["options"].(map[string]any)
	if options["SystemdCgroup"] != true || options["BinaryName"] != ShimPath {
		t.Errorf("options %v", options)
	}
	if annotations := ours["pod_annotations"].([]any); len(annotations) != 2 || annotations[1] != "drover.dev/*" {
		t.Errorf("annotations %v", annotations)
	}
	if n.read(ShimSettings) != "{\"runc\":\"/usr/sbin/runc\"}\n" {
		t.Errorf("shim's settings %s", n.read(ShimSettings))
	}
}

func TestASecondTimeNothingChanges(t *testing.T) {
	eachNode(t, func(t *testing.T, n *fakeNode) {
		// Given
		if err := n.installer.Install(); err != nil {
			t.Fatal(err)
		}
		before := n.everything()
		n.out.Reset()
		// When
		err := n.installer.Install()
		// Then
		if err != nil || !strings.Contains(n.out.String(), "nothing had to be changed, containerd was not restarted") {
			t.Errorf("%v\n%s", err, n.out)
		}
		if after := n.everything(); after != before {
			t.Errorf("before:\n%s\nafter:\n%s", before, after)
		}
	})
}

func TestUninstallLeavesEveryByteAsItWas(t *testing.T) {
	eachNode(t, func(t *testing.T, n *fakeNode) {
		// Given
		before := n.everything()
		if err := n.installer.Install(); err != nil {
			t.Fatal(err)
		}
		// When
		err := n.installer.Uninstall(false)
		// Then
		if err != nil {
			t.Fatalf("%v\n%s", err, n.out)
		}
		if after := n.everything(); after != before {
			t.Errorf("before:\n%s\nafter:\n%s\n%s", before, after, n.out)
		}
	})
}

func TestTheUsersLaterChangesAreTakenUpAndKept(t *testing.T) {
	eachNode(t, func(t *testing.T, n *fakeNode) {
		// Given
		n.installer.Install()
		changed := n.read(mainFile) + "\n[plugins.\"io.containerd.internal.v1.opt\"]\n  path = \"/srv/opt\"\n"
		if strings.Contains(changed, "v1.opt\"]\n    path") {
			changed = strings.Replace(n.read(mainFile), "/usr/lib/cni", "/srv/cni", 1)
		}
		n.write(mainFile, changed)
		// When
		installed := n.installer.Install()
		afterInstall := n.effective()
		removed := n.installer.Uninstall(false)
		// Then
		if installed != nil || removed != nil {
			t.Fatalf("%v, %v\n%s", installed, removed, n.out)
		}
		if different := configuration.Unexpected(n.effective(), afterInstall, ShimPath); len(different) > 0 {
			t.Errorf("different: %v\n%s", different, n.out)
		}
		if main := n.read(mainFile); !strings.Contains(main, "/srv/") || strings.Contains(main, "drover") {
			t.Errorf("main file %q\n%s", main, n.out)
		}
	})
}

func TestAnEditAfterTheInstallationSurvivesTheUninstall(t *testing.T) {
	// Given
	n := newFakeNode(t, "1.6.20")
	n.write(mainFile, customised)
	n.installer.Install()
	n.write(mainFile, "# edited\n"+strings.Replace(n.read(mainFile), "local/pause:1", "local/pause:2", 1))
	// When
	err := n.installer.Uninstall(false)
	// Then
	if want := "# edited\n" + strings.Replace(customised, "local/pause:1", "local/pause:2", 1); err != nil || n.read(mainFile) != want {
		t.Errorf("%v, main file %q\n%s", err, n.read(mainFile), n.out)
	}
}

func TestAnImportThatCannotBeTakenOutIsSaid(t *testing.T) {
	// Given
	n := newFakeNode(t, "1.6.20")
	n.write(mainFile, customised)
	n.installer.Install()
	n.write(mainFile, "imports=['/etc/containerd/conf.d/drover.toml']\n"+customised)
	// When
	err := n.installer.Uninstall(false)
	// Then
	if err == nil || !strings.Contains(err.Error(), "by hand") {
		t.Errorf("%v\n%s", err, n.out)
	}
}

func TestSettingsThatContainerdReadsOtherwiseArePutBack(t *testing.T) {
	eachNode(t, func(t *testing.T, n *fakeNode) {
		// Given
		n.misreads = true
		before := n.read(mainFile)
		// When
		err := n.installer.Install()
		// Then
		if err == nil || !strings.Contains(err.Error(), "oom_score: 0 -> 7") {
			t.Fatalf("%v\n%s", err, n.out)
		}
		if _, err := os.Stat(n.path("/etc/containerd/conf.d/drover.toml")); err == nil || n.read(mainFile) != before {
			t.Errorf("left: %q", n.read(mainFile))
		}
	})
}

func TestANodeThatIsTooOldIsLeftAsItIs(t *testing.T) {
	// Given
	n := newFakeNode(t, "1.5.9")
	n.write(mainFile, customised)
	// When
	err := n.installer.Install()
	// Then
	if err != nil || !strings.Contains(n.read(reportPath), "ContainerdUnsupported") || !strings.Contains(n.out.String(), "left as it is") {
		t.Errorf("%v, report %s\n%s", err, n.read(reportPath), n.out)
	}
	if n.read(mainFile) != customised || n.read(ShimPath) != "" {
		t.Error("something was installed")
	}
}

func TestUninstallRefusesWhilePodsNeedTheShim(t *testing.T) {
	// Given
	n := newFakeNode(t, "1.6.20")
	n.write(mainFile, customised)
	n.installer.Install()
	bundle := "/run/containerd/io.containerd.runtime.v2.task/k8s.io/c1/"
	n.write(bundle+"runtime", ShimPath)
	n.write(bundle+"config.json", `{"annotations":{"io.kubernetes.cri.sandbox-namespace":"shop","io.kubernetes.cri.sandbox-name":"redis-x"}}`)
	before := n.everything()
	// When
	err := n.installer.Uninstall(false)
	// Then
	if !errors.Is(err, ErrPodsRun) || !strings.Contains(n.out.String(), "shop/redis-x") || n.everything() != before {
		t.Errorf("%v\n%s", err, n.out)
	}
}

func TestAForcedUninstallLeavesAPassThrough(t *testing.T) {
	// Given
	n := newFakeNode(t, "1.6.20")
	n.write(mainFile, customised)
	n.installer.Install()
	n.write("/run/containerd/io.containerd.runtime.v2.task/k8s.io/c1/runtime", ShimPath)
	// When
	err := n.installer.Uninstall(true)
	// Then
	if err != nil || n.read(ShimPath) == "" || n.read(ShimSettings) != "{\"passThrough\":true,\"runc\":\"/usr/sbin/runc\"}\n" {
		t.Errorf("%v, shim's settings %s\n%s", err, n.read(ShimSettings), n.out)
	}
	if _, there := configuration.Runtimes(n.effective())[configuration.Handler]; !there {
		t.Error("the handler is gone")
	}
	if _, err := os.Stat(n.path(CriuDirectory)); err == nil {
		t.Error("CRIU is still there")
	}
}

func TestANodesOwnCriuIsUsedWhenItIsNewEnough(t *testing.T) {
	// Given
	n := newFakeNode(t, "1.6.20")
	n.write(mainFile, customised)
	n.write("/usr/sbin/criu", "")
	// When
	err := n.installer.Install()
	// Then
	if target, _ := os.Readlink(n.path(CriuDirectory + "/criu")); err != nil || target != "/usr/sbin/criu" {
		t.Errorf("%v, link to %q\n%s", err, target, n.out)
	}
}

func TestARestartThatIsOwedIsSeen(t *testing.T) {
	// Given
	n := newFakeNode(t, "1.6.20")
	n.write(mainFile, customised)
	n.installer.Install()
	n.write(recordPath, strings.Replace(n.read(recordPath), `"restartOwed": false`, `"restartOwed": true`, 1))
	n.out.Reset()
	// When
	err := n.installer.Install()
	// Then
	if err != nil || !strings.Contains(n.out.String(), "nothing to restart") || !strings.Contains(n.read(recordPath), `"restartOwed": false`) {
		t.Errorf("%v\n%s", err, n.out)
	}
}

func TestStatusTellsWhatIsMissing(t *testing.T) {
	// Given
	n := newFakeNode(t, "1.6.20")
	n.write(mainFile, customised)
	before := n.installer.Status()
	n.installer.Install()
	// When
	after := n.installer.Status()
	// Then
	if !errors.Is(before, ErrNotInstalled) || after != nil {
		t.Errorf("before %v, after %v\n%s", before, after, n.out)
	}
}
