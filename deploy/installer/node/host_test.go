package node

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestLinksAreFollowedWithinTheNode(t *testing.T) {
	// Given
	root := t.TempDir()
	host := Host{Root: root}
	os.MkdirAll(filepath.Join(root, "run/containerd"), 0o755)
	os.MkdirAll(filepath.Join(root, "var"), 0o755)
	os.Symlink("/run", filepath.Join(root, "var/run"))
	os.Symlink("../run/containerd", filepath.Join(root, "var/relative"))
	os.Symlink("/../../run/containerd/x", filepath.Join(root, "var/out"))
	os.Symlink("loop", filepath.Join(root, "loop"))
	for _, row := range []struct{ path, want string }{
		{"/var/run/containerd/containerd.sock", "/run/containerd/containerd.sock"},
		{"/var/relative/containerd.sock", "/run/containerd/containerd.sock"},
		{"/../../etc/shadow", "/etc/shadow"},
		{"/var/run", "/run"},
		{"/var/out", "/run/containerd/x"},
		{"/not/there", "/not/there"},
	} {
		t.Run(row.path, func(t *testing.T) {
			// When
			got := host.File(row.path)
			// Then
			if got != filepath.Join(root, row.want) {
				t.Errorf("got %s", strings.TrimPrefix(got, root))
			}
		})
	}
	t.Run("a loop ends", func(t *testing.T) {
		// When
		host.File("/loop/x")
		// Then it returned
	})
}

func TestAFileIsReplacedWholeAndKeepsItsMode(t *testing.T) {
	// Given
	root := t.TempDir()
	host := Host{Root: root}
	os.WriteFile(filepath.Join(root, "real"), []byte("old"), 0o640)
	os.Symlink("/real", filepath.Join(root, "link"))
	// When
	changed, err := host.Put("/link", []byte("new"), host.Mode("/link", 0o600))
	again, _ := host.Put("/link", []byte("new"), 0o640)
	// Then
	text, _ := os.ReadFile(filepath.Join(root, "real"))
	if err != nil || !changed || again || string(text) != "new" || host.Mode("/real", 0) != 0o640 {
		t.Errorf("%v, changed %v, again %v, %q, %v", err, changed, again, text, host.Mode("/real", 0))
	}
	if target, _ := os.Readlink(filepath.Join(root, "link")); target != "/real" {
		t.Errorf("the link became %q", target)
	}
}

func TestVersionsAreOrdered(t *testing.T) {
	for _, row := range []struct {
		text   string
		want   Version
		before bool // 4.2
	}{
		{"Version: 4.2.1", Version{4, 2}, false},
		{"6.18.44-amd64", Version{6, 18}, false},
		{"runc version 1.1.5+ds1", Version{1, 1}, true},
		{"containerd github.com/containerd/containerd/v2 2.1.9+unknown", Version{2, 1}, true},
		{"4.10", Version{4, 10}, false},
	} {
		t.Run(row.text, func(t *testing.T) {
			// When
			got, ok := VersionIn(row.text)
			// Then
			if !ok || got != row.want || got.Before(Version{4, 2}) != row.before {
				t.Errorf("got %v, %v", got, ok)
			}
		})
	}
}
