package containerd

import (
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"drover.dev/installer/node"
)

// proc makes a directory that looks like /proc, with processes called containerd by their command lines.
func proc(t *testing.T, lines ...string) node.Host {
	root := t.TempDir()
	make := func(pid, namespace, line string) {
		directory := filepath.Join(root, pid)
		os.MkdirAll(filepath.Join(directory, "ns"), 0o755)
		os.Symlink("pid:["+namespace+"]", filepath.Join(directory, "ns/pid"))
		os.WriteFile(filepath.Join(directory, "comm"), []byte("containerd\n"), 0o644)
		os.WriteFile(filepath.Join(directory, "cmdline"), []byte(strings.ReplaceAll(line, " ", "\x00")+"\x00"), 0o644)
		os.WriteFile(filepath.Join(directory, "cgroup"), []byte("1:name=x:/system.slice/containerd.service\n"), 0o644)
		os.WriteFile(filepath.Join(directory, "stat"), []byte(pid+" (a ) b) S"+strings.Repeat(" 7", 30)+"\n"), 0o644)
	}
	os.MkdirAll(filepath.Join(root, "1/ns"), 0o755)
	os.Symlink("pid:[1]", filepath.Join(root, "1/ns/pid"))
	for at, line := range lines {
		namespace := "1"
		if inside, found := strings.CutPrefix(line, "in a container: "); found {
			namespace, line = "2", inside
		}
		make(string(rune('2'+at))+"00", namespace, line)
	}
	return node.Host{Root: t.TempDir(), Proc: root}
}

func TestTheKubeletsContainerdIsFound(t *testing.T) {
	for _, row := range []struct {
		name     string
		lines    []string
		settings string
		want     string
	}{
		{"the usual", []string{"/usr/bin/containerd"}, "", "/etc/containerd/config.toml"},
		{"settings elsewhere", []string{"containerd --log-level debug -c /srv/c.toml"}, "", "/srv/c.toml"},
		{"with an equals sign", []string{"containerd --config=/srv/c.toml --root /x"}, "", "/srv/c.toml"},
		{"Docker's beside it", []string{"containerd --config /var/run/docker/containerd/containerd.toml", "containerd"}, "", "/etc/containerd/config.toml"},
		{"a call of its command line beside it", []string{"containerd config dump", "containerd"}, "", "/etc/containerd/config.toml"},
		{"one in a container beside it", []string{"in a container: containerd", "containerd -c /srv/c.toml"}, "", "/srv/c.toml"},
		{"the one of two that is named", []string{"containerd", "containerd -c /srv/c.toml"}, "/srv/c.toml", "/srv/c.toml"},
	} {
		t.Run(row.name, func(t *testing.T) {
			// Given
			host := proc(t, row.lines...)
			// When
			found, err := Find(host, row.settings)
			// Then
			if err != nil || found.Settings != row.want || found.Process.Unit != "containerd.service" || !found.Process.Alive() {
				t.Errorf("%v: %+v", err, found)
			}
		})
	}
}

func TestSeveralContainerdAreNotGuessedAt(t *testing.T) {
	// Given
	host := proc(t, "containerd", "containerd -c /srv/c.toml")
	// When
	_, err := Find(host, "")
	// Then
	if err == nil || !strings.Contains(err.Error(), "--containerd-config") || !strings.Contains(err.Error(), "/srv/c.toml") {
		t.Error(err)
	}
}

func TestItAnswersWhenItsPluginDoes(t *testing.T) {
	for _, row := range []struct{ status, want string }{{"0", ""}, {"12", "gRPC status 12 unknown service"}} {
		t.Run("status "+row.status, func(t *testing.T) {
			// Given
			socket := filepath.Join(t.TempDir(), "s")
			listener, err := net.Listen("unix", socket)
			if err != nil {
				t.Fatal(err)
			}
			protocols := new(http.Protocols)
			protocols.SetUnencryptedHTTP2(true)
			server := http.Server{Protocols: protocols, Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if r.URL.Path != "/runtime.v1.RuntimeService/Version" || r.ProtoMajor != 2 {
					t.Errorf("%s %s", r.Proto, r.URL)
				}
				w.Header().Set("Trailer", "Grpc-Status, Grpc-Message")
				w.Write(make([]byte, 5))
				w.Header().Set("Grpc-Status", row.status)
				w.Header().Set("Grpc-Message", "unknown service")
			})}
			go server.Serve(listener)
			t.Cleanup(func() { server.Close() })
			// When
			answer := Answers(socket)
			// Then
			if row.want == "" && answer != nil || row.want != "" && (answer == nil || !strings.Contains(answer.Error(), row.want)) {
				t.Error(answer)
			}
		})
	}
}

func TestSilenceIsNoAnswer(t *testing.T) {
	// When
	err := Answers(filepath.Join(t.TempDir(), "nobody"))
	// Then
	if err == nil {
		t.Error("answered")
	}
}
