package bundle

import (
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

func TestOnlyABoundContainerIsACandidate(t *testing.T) {
	for _, row := range []struct {
		name, annotations string
		want              bool
	}{
		{"a bound container", `{"io.kubernetes.cri.container-type":"container","drover.dev/migration":"m"}`, true},
		{"its name in another spelling of JSON", `{"io.kubernetes.cri.container-type":"container","drover.dev\/migration":"m"}`, true},
		{"its sandbox", `{"io.kubernetes.cri.container-type":"sandbox","drover.dev/migration":"m"}`, false},
		{"a container that is not bound", `{"io.kubernetes.cri.container-type":"container"}`, false},
		{"not Kubernetes", `{"drover.dev/migration":"m"}`, false},
		{"the word in a value", `{"io.kubernetes.cri.container-type":"container","note":"drover.dev/migration"}`, false},
		{"none", `null`, false},
	} {
		t.Run(row.name, func(t *testing.T) {
			// Given
			directory := t.TempDir()
			write(t, directory, `{"annotations":`+row.annotations+`}`)
			// When
			got, err := Read(directory)
			// Then
			if err != nil || got.Candidate != row.want {
				t.Errorf("got %v, %v", got.Candidate, err)
			}
		})
	}
}

func TestItTellsWhoTheContainerIs(t *testing.T) {
	// Given
	directory := t.TempDir()
	write(t, directory, `{"annotations":{"io.kubernetes.cri.container-type":"container","drover.dev/migration":"m",
		"io.kubernetes.cri.sandbox-uid":"u-1"},"process":{"terminal":true},
		"linux":{"namespaces":[{"type":"pid"},{"type":"network","path":"/proc/7/ns/net"}]}}`)
	// When
	got, err := Read(directory)
	// Then
	if err != nil || !got.Terminal || got.NetworkNamespace != "/proc/7/ns/net" || got.Annotation("sandbox-uid") != "u-1" {
		t.Errorf("got %+v, %v", got, err)
	}
}

func TestTheCriuConfigIsTheOnlyChange(t *testing.T) {
	// Given
	directory := t.TempDir()
	write(t, directory, `{"ociVersion":"1.0.2","annotations":{"a":"<b>&","org.criu.config":"/old"},
		"linux":{"resources":{"memory":{"limit":9223372036854775807}}},"future":[1.50,null]}`)
	// When
	err := Bundle{Directory: directory}.UseCriuConfig("/run/drover/criu.conf")
	// Then
	if err != nil {
		t.Fatal(err)
	}
	text, _ := os.ReadFile(filepath.Join(directory, "config.json"))
	if !strings.Contains(string(text), `"limit":9223372036854775807`) || !strings.Contains(string(text), `[1.50,null]`) {
		t.Errorf("numbers changed: %s", text)
	}
	var got struct{ Annotations map[string]string }
	if err := json.Unmarshal(text, &got); err != nil {
		t.Fatal(err)
	}
	if want := map[string]string{"a": "<b>&", "org.criu.config": "/run/drover/criu.conf"}; !reflect.DeepEqual(got.Annotations, want) {
		t.Errorf("got %v, want %v", got.Annotations, want)
	}
	left, _ := os.ReadDir(directory)
	if len(left) != 1 {
		t.Errorf("left behind: %v", left)
	}
}

func TestTheWorkingDirectoryIsMadeAsRuncWould(t *testing.T) {
	// Given
	directory := t.TempDir()
	write(t, directory, `{"annotations":{"io.kubernetes.cri.container-type":"container","drover.dev/migration":"m"},
		"process":{"cwd":"/srv/data"},"root":{"path":"rootfs"}}`)
	os.MkdirAll(filepath.Join(directory, "rootfs", "srv"), 0o700)
	found, _ := Read(directory)
	// When
	err := found.MakeWorkingDirectory()
	// Then
	info, statErr := os.Stat(filepath.Join(directory, "rootfs", "srv", "data"))
	if err != nil || statErr != nil || !info.IsDir() {
		t.Errorf("%v, %v", err, statErr)
	}
}

func TestALinkDoesNotLeadOutOfTheRootFileSystem(t *testing.T) {
	// Given
	directory, outside := t.TempDir(), t.TempDir()
	write(t, directory, `{"annotations":{"io.kubernetes.cri.container-type":"container","drover.dev/migration":"m"},
		"process":{"cwd":"/srv/data"},"root":{"path":"rootfs"}}`)
	os.MkdirAll(filepath.Join(directory, "rootfs"), 0o700)
	os.Symlink(outside, filepath.Join(directory, "rootfs", "srv"))
	found, _ := Read(directory)
	// When
	err := found.MakeWorkingDirectory()
	// Then
	if left, _ := os.ReadDir(outside); err == nil || len(left) > 0 {
		t.Errorf("%v, made %v", err, left)
	}
}

func TestABrokenConfigurationIsNoCandidate(t *testing.T) {
	// Given
	directory := t.TempDir()
	write(t, directory, `{"annotations":{"drover.dev/migration":`)
	// When
	got, err := Read(directory)
	// Then
	if err == nil || got.Candidate {
		t.Errorf("got %+v, %v", got, err)
	}
}

func write(t *testing.T, directory, text string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(directory, "config.json"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}
