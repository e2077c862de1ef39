package main

import (
	"fmt"
	"os"
	"strings"
	"syscall"
	"testing"
)

func TestTheCoordinatorsWordStartsCold(t *testing.T) {
	for _, word := range []string{"cold", "fresh"} {
		t.Run(word, func(t *testing.T) {
			// Given
			n := newNode(t)
			n.agent(`{"answer":"wait","message":"looking"}` + "\n" + `{"answer":"` + word + `"}` + "\n")
			// When
			status, errors := n.create()
			// Then
			if status != 0 || !strings.Contains(n.read("bin/calls"), " create --bundle ") || errors != "" {
				t.Errorf("status %d, %q, calls %q", status, errors, n.read("bin/calls"))
			}
		})
	}
}

func TestARestoreReplacesTheCreate(t *testing.T) {
	// Given
	n := newNode(t)
	n.agent(n.restoreAnswer(), `{"answer":"ok"}`+"\n")
	n.runcDoes("restore", `echo "$PATH" > path; echo 4711 > ../init.pid`)
	// When
	status, errors := n.create()
	// Then
	question, report := n.told(), n.told()
	if status != 0 || errors != "" {
		t.Fatalf("status %d, %q", status, errors)
	}
	for key, want := range map[string]any{"version": 1.0, "op": "create", "container": "c1", "bundle": n.path("bundle"), "podUid": "uid-1",
		"podNamespace": "shop", "podName": "redis-x", "containerName": "redis", "sandbox": "sandbox-1", "image": "local/redis:1",
		"networkNamespace": "/proc/7/ns/net"} {
		if question[key] != want {
			t.Errorf("question: %s is %v, want %v", key, question[key], want)
		}
	}
	if report["op"] != "restored" || report["container"] != "c1" || report["pid"] != 4711.0 || report["restoreMicros"].(float64) <= 0 {
		t.Errorf("report: %v", report)
	}
	if want := fmt.Sprintf("--root /run/r --log %s --log-format json restore --detach --image-path /image --work-path %s --tcp-established "+
		"--file-locks --bundle %s --pid-file %s c1\n", n.path("log.json"), n.path("work"), n.path("bundle"), n.path("init.pid")); n.read("bin/calls") != want {
		t.Errorf("calls %q, want %q", n.read("bin/calls"), want)
	}
	if !strings.HasPrefix(n.read("bin/path"), "/opt/drover/criu/bin:") {
		t.Errorf("PATH %q", n.read("bin/path"))
	}
	if !strings.Contains(n.read("bundle/config.json"), `"org.criu.config":"/criu.conf"`) {
		t.Errorf("config.json: %s", n.read("bundle/config.json"))
	}
	if !strings.Contains(n.read("restored/c1"), `"podUid":"uid-1"`) {
		t.Errorf("marker: %q", n.read("restored/c1"))
	}
}

func TestARestoredContainerIsNotStartedAndItsDeleteForgetsIt(t *testing.T) {
	// Given
	n := newNode(t)
	n.write("restored/c1", "{}", 0o600)
	// When
	started, _ := n.shim("--root /r start c1")
	beforeDelete := n.read("bin/calls")
	deleted, _ := n.shim("--root /r delete c1")
	// Then
	if started != 0 || beforeDelete != "" {
		t.Errorf("start: status %d, calls %q", started, beforeDelete)
	}
	if deleted != 0 || n.has("restored/c1") || n.read("bin/calls") != "--root /r delete c1\n" {
		t.Errorf("delete: status %d, calls %q", deleted, n.read("bin/calls"))
	}
}

func TestAnAgentThatDiesAfterTheRestoreFindsItByTheMarker(t *testing.T) {
	// Given
	n := newNode(t)
	n.agent(n.restoreAnswer(), "-")
	n.runcDoes("restore", `echo 4711 > ../init.pid`)
	// When
	status, errors := n.create()
	// Then
	if status != 0 || errors != "" || !strings.Contains(n.read("restored/c1"), `"pid":4711`) || strings.Contains(n.read("bin/calls"), "delete") {
		t.Errorf("status %d, %q, marker %q, calls %q", status, errors, n.read("restored/c1"), n.read("bin/calls"))
	}
}

func TestARestoreThatIsNoLongerWantedIsDeleted(t *testing.T) {
	// Given
	n := newNode(t)
	n.agent(n.restoreAnswer(), `{"answer":"fail","reason":"Aborted","message":"the source thawed"}`+"\n")
	n.runcDoes("restore", `echo 4711 > ../init.pid`)
	// When
	status, errors := n.create()
	// Then
	n.mustFail(status, errors, "Aborted")
	if !strings.HasSuffix(n.read("bin/calls"), " delete --force c1\n") {
		t.Errorf("calls %q", n.read("bin/calls"))
	}
}

func TestARepeatedCreateOfTheSameContainerSaysItsProcessAgain(t *testing.T) {
	// Given
	n := newNode(t)
	n.write("restored/c1", "{}", 0o600)
	n.agent(`{"answer":"running"}` + "\n")
	n.runcDoes("state", `echo '{"id":"c1","pid":4711}'`)
	// When
	status, _ := n.create()
	// Then
	if status != 0 || n.read("init.pid") != "4711" {
		t.Errorf("status %d, pid file %q", status, n.read("init.pid"))
	}
}

func TestContainerdMayEndTheWait(t *testing.T) {
	// Given
	n := newNode(t)
	n.limits["silence_ms"] = 10_000
	n.agent("")
	command := n.prepare("--log " + n.path("log.json") + " --log-format json create -b " + n.path("bundle") + " c1")
	command.Start()
	n.told()
	// When
	command.Process.Signal(syscall.SIGTERM)
	command.Wait()
	// Then
	n.mustFail(command.ProcessState.ExitCode(), "drover: Interrupted: ", "Interrupted")
}

func TestARestoreDoesNotOutliveItsShim(t *testing.T) {
	// Given
	n := newNode(t)
	n.agent(n.restoreAnswer())
	n.runcDoes("restore", `echo $$ > pid; exec sleep 60`)
	command := n.prepare("create -b " + n.path("bundle") + " c1")
	command.Start()
	await(t, func() bool { return strings.HasSuffix(n.read("bin/pid"), "\n") })
	// When
	command.Process.Kill()
	command.Wait()
	// Then
	await(t, func() bool {
		stat, err := os.ReadFile("/proc/" + strings.TrimSpace(n.read("bin/pid")) + "/stat")
		return err != nil || strings.Contains(string(stat), ") Z ")
	})
}
