package commandline

import (
	"reflect"
	"strings"
	"testing"
)

func TestItReadsWhatContainerdSays(t *testing.T) {
	for _, row := range []struct {
		name, line string
		want       Invocation
	}{
		{"containerd's create", "--root /run/r --log /b/log.json --log-format json --systemd-cgroup create --bundle /b --pid-file /b/init.pid c1",
			Invocation{Globals: fields("--root /run/r --log /b/log.json --log-format json --systemd-cgroup"), Log: "/b/log.json",
				LogFormat: "json", Command: "create", Container: "c1", Bundle: "/b", PidFile: "/b/init.pid"}},
		{"equals signs and single dashes", "-root=/run/r --log=/l -log-format=json create -b=/b -pid-file /p --no-pivot c1",
			Invocation{Globals: fields("-root=/run/r --log=/l -log-format=json"), Log: "/l", LogFormat: "json",
				Command: "create", Container: "c1", Bundle: "/b", PidFile: "/p", NoPivot: true}},
		{"flags after the container", "create c1 --bundle /b --no-new-keyring",
			Invocation{LogFormat: "text", Command: "create", Container: "c1", Bundle: "/b"}},
		{"another criu is left out", "--criu /usr/sbin/criu --debug --criu=/x create -b /b c1",
			Invocation{Globals: fields("--debug"), LogFormat: "text", Command: "create", Container: "c1", Bundle: "/b"}},
		{"a terminal", "create --console-socket /s -b /b c1",
			Invocation{LogFormat: "text", Command: "create", Container: "c1", Bundle: "/b", ConsoleSocket: "/s"}},
		{"more descriptors cannot be carried over", "create --preserve-fds 2 -b /b c1",
			Invocation{LogFormat: "text", Command: "create", Container: "c1", Bundle: "/b", NotUnderstood: fields("--preserve-fds=2")}},
		{"none of them can", "create --preserve-fds=0 -b /b c1",
			Invocation{LogFormat: "text", Command: "create", Container: "c1", Bundle: "/b"}},
		{"an unknown flag of create", "create --new-thing -b /b c1",
			Invocation{LogFormat: "text", Command: "create", Container: "c1", Bundle: "/b", NotUnderstood: fields("--new-thing")}},
		{"an unknown global flag with a value", "--future thing create -b /b c1",
			Invocation{Globals: fields("--future thing"), LogFormat: "text", Command: "create", Container: "c1", Bundle: "/b"}},
		{"an unknown global flag without one", "--future create -b /b c1",
			Invocation{Globals: fields("--future"), LogFormat: "text", Command: "create", Container: "c1", Bundle: "/b"}},
		{"rootless takes a value", "--rootless true start c1",
			Invocation{Globals: fields("--rootless true"), LogFormat: "text", Command: "start", Container: "c1"}},
		{"delete", "--root /r delete --force c1",
			Invocation{Globals: fields("--root /r"), LogFormat: "text", Command: "delete", Container: "c1"}},
		{"two dashes end the flags", "create -b /b -- -c1",
			Invocation{LogFormat: "text", Command: "create", Container: "-c1", Bundle: "/b"}},
		{"only a version", "--version", Invocation{Globals: fields("--version"), LogFormat: "text"}},
		{"a flag without its value", "create --bundle", Invocation{LogFormat: "text", Command: "create"}},
		{"nothing", "", Invocation{LogFormat: "text"}},
	} {
		t.Run(row.name, func(t *testing.T) {
			// When
			got := Parse(fields(row.line))
			// Then
			if !reflect.DeepEqual(got, row.want) {
				t.Errorf("\n got %+v\nwant %+v", got, row.want)
			}
		})
	}
}

// A create must be seen as one wherever its known flags stand: a bound pod that slips through starts cold.
func FuzzParse(f *testing.F) {
	f.Add("--root /r --log=/l create --bundle /b --pid-file /p c1", "/b")
	f.Add("-debug -rootless auto start c1", "x")
	f.Add("--criu", "=")
	f.Add("-- - --= create", "")
	f.Fuzz(func(t *testing.T, line, bundle string) {
		Parse(strings.Split(line, " "))
		if strings.ContainsAny(bundle, "\x00") {
			return
		}
		got := Parse([]string{"--root", "/r", "--log=" + bundle, "create", "--bundle", bundle, "--pid-file=/p", "c1"})
		if got.Command != "create" || got.Bundle != bundle || got.Container != "c1" || got.Log != bundle || got.NotUnderstood != nil {
			t.Errorf("bundle %q: %+v", bundle, got)
		}
	})
}

func fields(line string) []string {
	if line == "" {
		return nil
	}
	return strings.Fields(line)
}
