package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

func TestOrdinaryContainersGoStraightToRunc(t *testing.T) {
	for name, annotations := range map[string]string{
		"a pod of the runtime class": `"io.kubernetes.cri.container-type":"container"`,
		"the sandbox of a bound pod": `"io.kubernetes.cri.container-type":"sandbox","drover.dev/migration":"redis-1"`,
	} {
		t.Run(name, func(t *testing.T) {
			// Given
			n := newNode(t)
			n.bundle(annotations)
			// When
			status, _ := n.create()
			// Then
			if want := fmt.Sprintf("--root /run/r --log %s --log-format json create --bundle %s --pid-file %s c1\n",
				n.path("log.json"), n.path("bundle"), n.path("init.pid")); status != 0 || n.read("bin/calls") != want {
				t.Errorf("status %d, calls %q, want %q", status, n.read("bin/calls"), want)
			}
		})
	}
}

func TestEveryOtherCommandPassesThrough(t *testing.T) {
	for _, line := range []string{"kill --all c1 9", "state c1", "exec -d --process /p c1", "ps --format json c1", "events --stats c1",
		"update --resources - c1", "pause c1", "resume c1", "start c1", "delete --force c1", "--version", "features", "list -f json",
		"checkpoint --leave-running c1", "no-such-command x"} {
		t.Run(line, func(t *testing.T) {
			// Given
			n := newNode(t)
			n.runcDoes("c1", "exit 7")
			// When
			status, _ := n.shim(line)
			// Then
			if strings.TrimSpace(n.read("bin/calls")) != line || strings.Contains(line, "c1") && status != 7 {
				t.Errorf("status %d, calls %q", status, n.read("bin/calls"))
			}
		})
	}
}

func TestRuncIsGivenTheSameProcess(t *testing.T) {
	// Given
	n := newNode(t)
	n.runcDoes("state", `echo "$$ $(ulimit -Sn) $CANARY $(cat <&5)" > seen`)
	extra := filepath.Join(n.directory, "extra")
	os.WriteFile(extra, []byte("through descriptor 5"), 0o600)
	command := n.prepare("state c1")
	shell := exec.Command("/bin/sh", "-c", `ulimit -Sn 200; echo $$ > pid; exec 5<extra; exec "$@"`, "sh", command.Path, "state", "c1")
	shell.Dir, shell.Env = n.directory, append(command.Env, "CANARY=sings")
	// When
	err := shell.Run()
	// Then
	want := strings.TrimSpace(n.read("pid")) + " 200 sings through descriptor 5"
	if err != nil || strings.TrimSpace(n.read("bin/seen")) != want {
		t.Errorf("%v: got %q, want %q", err, n.read("bin/seen"), want)
	}
}

func TestTheShimNeverFindsItself(t *testing.T) {
	// Given
	n := newNode(t)
	os.Symlink(os.Args[0], n.path("bin/loop"))
	n.limits["runc"] = n.path("bin/loop")
	n.settings()
	command := n.prepare("state c1")
	os.MkdirAll(n.path("first"), 0o755)
	os.Symlink(os.Args[0], n.path("first/runc"))
	command.Env = append(command.Env, "PATH="+n.path("first")+":"+n.path("bin")+":"+os.Getenv("PATH"))
	// When
	err := command.Run()
	// Then
	if err != nil || n.read("bin/calls") != "state c1\n" {
		t.Errorf("%v, calls %q", err, n.read("bin/calls"))
	}
}

func TestBrokenSettingsDoNotHarmOrdinaryPods(t *testing.T) {
	// Given
	n := newNode(t)
	command := n.prepare("state c1")
	n.write("shim.json", `{"runc": 7`, 0o600)
	command.Env = append(command.Env, "PATH="+n.path("bin")+":"+os.Getenv("PATH"))
	// When
	err := command.Run()
	// Then
	if err != nil || n.read("bin/calls") != "state c1\n" {
		t.Errorf("%v, calls %q", err, n.read("bin/calls"))
	}
}

func TestAfterAnUninstallItOnlyHandsOn(t *testing.T) {
	// Given
	n := newNode(t)
	n.limits["passThrough"] = true
	n.write("restored/c2", "{}", 0o600)
	// When
	created, _ := n.create()
	started, _ := n.shim("start c2")
	// Then
	if created != 0 || started != 0 || !strings.Contains(n.read("bin/calls"), " create --bundle ") || strings.Contains(n.read("bin/calls"), "start") {
		t.Errorf("status %d and %d, calls %q", created, started, n.read("bin/calls"))
	}
}
