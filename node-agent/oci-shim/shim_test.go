package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// The test binary is also the shim: a test starts it as a process of its own, as containerd does.
func TestMain(m *testing.M) {
	if os.Getenv("DROVER_TEST_BECOMES_SHIM") != "" {
		main()
	}
	os.Exit(m.Run())
}

// fakeRunc writes down how it was called and does what the file "does" says for its command.
const fakeRunc = `#!/bin/sh
cd "${0%/*}"
echo "$*" >> calls
for word; do
    [ -f "does-$word" ] && . "./does-$word"
done
exit 0
`

// node is one test's own node: directories, a fake runc, and an agent when there is one.
type node struct {
	t         *testing.T
	directory string
	limits    map[string]any
	heard     chan map[string]any
}

func newNode(t *testing.T) *node {
	n := &node{t: t, directory: t.TempDir(), heard: make(chan map[string]any, 10)}
	n.limits = map[string]any{"runc": n.path("bin/runc"), "socket": n.path("shim.sock"), "restoredDirectory": n.path("restored"),
		"dial_ms": 200, "silence_ms": 400, "wait_ms": 3000, "total_ms": 5000}
	n.write("bin/runc", fakeRunc, 0o755)
	n.bundle(`"io.kubernetes.cri.container-type":"container","drover.dev/migration":"redis-1","io.kubernetes.cri.sandbox-uid":"uid-1",
		"io.kubernetes.cri.sandbox-id":"sandbox-1","io.kubernetes.cri.sandbox-name":"redis-x","io.kubernetes.cri.sandbox-namespace":"shop",
		"io.kubernetes.cri.container-name":"redis","io.kubernetes.cri.image-name":"local/redis:1"`)
	return n
}

func (n *node) path(name string) string { return filepath.Join(n.directory, name) }

func (n *node) write(name, text string, mode os.FileMode) {
	os.MkdirAll(filepath.Dir(n.path(name)), 0o755)
	if err := os.WriteFile(n.path(name), []byte(text), mode); err != nil {
		n.t.Fatal(err)
	}
}

func (n *node) read(name string) string {
	text, _ := os.ReadFile(n.path(name))
	return string(text)
}

func (n *node) has(name string) bool {
	_, err := os.Stat(n.path(name))
	return err == nil
}

func (n *node) bundle(annotations string) {
	n.write("bundle/config.json", `{"annotations":{`+annotations+`},"process":{"terminal":false},
		"linux":{"namespaces":[{"type":"network","path":"/proc/7/ns/net"}]}}`, 0o600)
}

func (n *node) runcDoes(command, script string) { n.write("bin/does-"+command, script, 0o644) }

// agent answers each line that it hears with the next of these lines; "" is silence, "-" ends the conversation.
func (n *node) agent(lines ...string) {
	listener, err := net.Listen("unix", n.path("shim.sock"))
	if err != nil {
		n.t.Fatal(err)
	}
	n.t.Cleanup(func() { listener.Close() })
	go func() {
		connection, err := listener.Accept()
		if err != nil {
			return
		}
		n.t.Cleanup(func() { connection.Close() })
		reader := bufio.NewReader(connection)
		for _, line := range lines {
			text, err := reader.ReadBytes('\n')
			if err != nil {
				break
			}
			var message map[string]any
			json.Unmarshal(text, &message)
			n.heard <- message
			if line == "-" {
				connection.Close()
				return
			}
			fmt.Fprint(connection, line)
		}
	}()
}

func (n *node) restoreAnswer() string {
	return fmt.Sprintf(`{"answer":"restore","imagePath":"/image","workPath":%q,"criuDirectory":"/opt/drover/criu/bin","criuConfig":"/criu.conf","later":1}`+"\n",
		n.path("work"))
}

func (n *node) told() map[string]any {
	n.t.Helper()
	select {
	case message := <-n.heard:
		return message
	case <-time.After(2 * time.Second):
		n.t.Fatal("the agent heard nothing")
		return nil
	}
}

func (n *node) prepare(line string) *exec.Cmd {
	n.settings()
	command := exec.Command(os.Args[0], strings.Fields(line)...)
	command.Env = append(os.Environ(), "DROVER_TEST_BECOMES_SHIM=1", "DROVER_SHIM_SETTINGS="+n.path("shim.json"))
	return command
}

func (n *node) settings() {
	text, _ := json.Marshal(n.limits)
	n.write("shim.json", string(text), 0o600)
}

// shim runs one command line and gives its exit status and standard error.
func (n *node) shim(line string) (int, string) {
	command := n.prepare(line)
	var errors strings.Builder
	command.Stderr = &errors
	command.Run()
	return command.ProcessState.ExitCode(), errors.String()
}

func (n *node) create() (int, string) {
	return n.shim("--root /run/r --log " + n.path("log.json") + " --log-format json create --bundle " + n.path("bundle") +
		" --pid-file " + n.path("init.pid") + " c1")
}

func (n *node) mustFail(status int, errors, reason string) {
	n.t.Helper()
	if status == 0 || !strings.Contains(errors, "drover: "+reason+": ") {
		n.t.Errorf("status %d, %q, expected %s", status, errors, reason)
	}
	var entry map[string]string
	lines := strings.Split(strings.TrimSpace(n.read("log.json")), "\n")
	if err := json.Unmarshal([]byte(lines[len(lines)-1]), &entry); err != nil {
		n.t.Fatalf("log: %v in %q", err, n.read("log.json"))
	}
	if _, err := time.Parse(time.RFC3339, entry["time"]); err != nil || entry["level"] != "error" || !strings.HasPrefix(entry["msg"], "drover: "+reason) {
		n.t.Errorf("log entry %v", entry)
	}
	if calls := n.read("bin/calls"); strings.Contains(calls, "create") {
		n.t.Errorf("runc created: %s", calls)
	}
	if n.has("restored/c1") {
		n.t.Error("a marker was left")
	}
}

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

func TestAFailedRestoreIsCleanedUpAndSaidAloud(t *testing.T) {
	// Given
	n := newNode(t)
	n.agent(n.restoreAnswer(), `{"answer":"ok"}`+"\n")
	n.write("work/restore.log", "(00.01) Error (criu/util.c:1534): rlimit: Can't setup RLIMIT_NOFILE for self: Operation not permitted\n(00.02)      1: Error (criu/sk-inet.c:1): Can't bind inet socket back\n(00.03) Error (x): later\n", 0o600)
	n.runcDoes("restore", `exit 1`)
	// When
	status, errors := n.create()
	// Then
	n.told()
	report := n.told()
	n.mustFail(status, errors, "RestoreFailed")
	if !strings.Contains(errors, "Can't bind inet socket back") || strings.Contains(errors, "later") || strings.Contains(errors, "RLIMIT") {
		t.Errorf("message %q", errors)
	}
	if report["op"] != "failed" || report["reason"] != "RestoreFailed" || report["log"] != n.path("work/restore.log") {
		t.Errorf("report: %v", report)
	}
	if calls := n.read("bin/calls"); !strings.HasSuffix(calls, " delete --force c1\n") {
		t.Errorf("calls %q", calls)
	}
}

func TestWhateverTheAgentDoesWrongNothingStartsCold(t *testing.T) {
	for _, row := range []struct {
		name, reason string
		lines        []string
	}{
		{"it is away", "AgentUnreachable", nil},
		{"it dies in the middle", "AgentLost", []string{"-"}},
		{"it says nothing", "AgentSilent", []string{""}},
		{"it says nothing more", "AgentSilent", []string{`{"answer":"wait","message":"4 of 9 MiB"}` + "\n"}},
		{"it refuses", "ImageMismatch", []string{`{"answer":"fail","reason":"ImageMismatch","message":"other image"}` + "\n"}},
		{"it speaks another version", "VersionMismatch", []string{`{"answer":"fail","reason":"VersionMismatch","message":"version 2 is spoken here"}` + "\n"}},
		{"its line is huge", "AnswerNotUnderstood", []string{`{"answer":"` + strings.Repeat("x", 70_000) + `"}` + "\n"}},
		{"its line is no JSON", "AnswerNotUnderstood", []string{"hello\n"}},
		{"its word is unknown", "AnswerNotUnderstood", []string{`{"answer":"perhaps"}` + "\n"}},
		{"its word is missing", "AnswerNotUnderstood", []string{"{}\n"}},
		{"it knows of an earlier restore", "AlreadyRestored", []string{`{"answer":"running"}` + "\n"}},
	} {
		t.Run(row.name, func(t *testing.T) {
			// Given
			n := newNode(t)
			if row.lines != nil {
				n.agent(row.lines...)
			}
			// When
			status, errors := n.create()
			// Then
			n.mustFail(status, errors, row.reason)
		})
	}
}

func TestSilenceTellsWhatWasHeardLast(t *testing.T) {
	// Given
	n := newNode(t)
	n.agent(`{"answer":"wait","message":"4 of 9 MiB"}` + "\n")
	// When
	_, errors := n.create()
	// Then
	if !strings.Contains(errors, "last heard: 4 of 9 MiB") {
		t.Errorf("message %q", errors)
	}
}

func TestWaitingEndsBeforeTheKubeletGivesUp(t *testing.T) {
	// Given
	n := newNode(t)
	n.limits["wait_ms"], n.limits["silence_ms"] = 300, 10_000
	n.agent(`{"answer":"wait","message":"copying"}` + "\n")
	// When
	status, errors := n.create()
	// Then
	n.mustFail(status, errors, "WaitedTooLong")
}

func TestAnEndlessRestoreIsEnded(t *testing.T) {
	// Given
	n := newNode(t)
	n.limits["total_ms"] = 500
	n.agent(n.restoreAnswer(), `{"answer":"ok"}`+"\n")
	n.runcDoes("restore", `exec sleep 60`)
	// When
	status, errors := n.create()
	// Then
	n.mustFail(status, errors, "RestoreTimedOut")
}

func TestATerminalIsRefused(t *testing.T) {
	// Given
	n := newNode(t)
	n.agent(n.restoreAnswer(), `{"answer":"ok"}`+"\n")
	// When
	status, errors := n.shim("--log " + n.path("log.json") + " --log-format=json create --console-socket /s -b " + n.path("bundle") + " c1")
	// Then
	n.told()
	if report := n.told(); report["reason"] != "TerminalInUse" {
		t.Errorf("report: %v", report)
	}
	n.mustFail(status, errors, "TerminalInUse")
}

func TestAnArgumentThatCannotBeCarriedOverIsRefused(t *testing.T) {
	// Given
	n := newNode(t)
	// When
	status, errors := n.shim("--log " + n.path("log.json") + " --log-format=json create --preserve-fds 3 -b " + n.path("bundle") + " c1")
	// Then
	n.mustFail(status, errors, "UnknownArgument")
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

func await(t *testing.T, holds func() bool) {
	t.Helper()
	for end := time.Now().Add(5 * time.Second); !holds(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("waited in vain")
		}
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

func TestTheTextLogHasRuncsForm(t *testing.T) {
	// Given
	n := newNode(t)
	// When
	n.shim("--log " + n.path("log") + " create -b " + n.path("bundle") + " c1")
	// Then
	if text := n.read("log"); !strings.HasPrefix(text, `time="20`) || !strings.Contains(text, ` level=error msg="drover: AgentUnreachable: `) {
		t.Errorf("log %q", text)
	}
}
