package main

import (
	"strings"
	"testing"
)

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
