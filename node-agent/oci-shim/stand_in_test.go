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

func await(t *testing.T, holds func() bool) {
	t.Helper()
	for end := time.Now().Add(5 * time.Second); !holds(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("waited in vain")
		}
	}
}
