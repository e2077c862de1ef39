package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"

	"drover.dev/oci-shim/bundle"
	"drover.dev/oci-shim/commandline"
	"drover.dev/oci-shim/failure"
	"drover.dev/oci-shim/handover"
	"drover.dev/oci-shim/runtime"
	"drover.dev/oci-shim/settings"
)

// creation is the create of one container that a migration is bound to.
type creation struct {
	limits     settings.Settings
	markers    handover.Markers
	runc       runtime.Runc
	invocation commandline.Invocation
	bundle     bundle.Bundle
	arguments  []string
}

// decide asks the agent and does what it says. It returns the exit status, unless this process becomes runc.
func (c creation) decide() int {
	// Only the calls that may wait are bounded and interruptible: what becomes runc must look as if the shim had never been.
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT, syscall.SIGHUP)
	defer stop()
	ctx, cancel := context.WithTimeout(ctx, c.limits.Total)
	defer cancel()
	cold, refused := c.ask(ctx)
	if refused != nil {
		runtime.Report(refused, c.invocation.Log, c.invocation.LogFormat)
		return 1
	}
	if cold {
		stop()
		return become(c.runc, c.arguments)
	}
	return 0
}

func (c creation) ask(ctx context.Context) (cold bool, refused *failure.Failure) {
	if len(c.invocation.NotUnderstood) > 0 || c.invocation.Container == "" {
		return false, &failure.Failure{Reason: failure.UnknownArgument,
			Message: fmt.Sprintf("cannot carry %q over to a restore", c.invocation.NotUnderstood)}
	}
	waiting, cancel := context.WithTimeout(ctx, c.limits.Wait)
	defer cancel()
	agent, refused := handover.Open(waiting, c.limits.Socket, c.limits.Dial, c.limits.Silence)
	if refused != nil {
		return false, refused
	}
	defer agent.Close()
	answer, refused := agent.Ask(waiting, c.question())
	if refused != nil {
		return false, refused
	}
	switch answer.Answer {
	case "cold", "fresh":
		return true, nil
	case "restore":
		return false, c.restore(ctx, agent, answer)
	case "running":
		return false, c.confirm()
	case "fail":
		return false, &failure.Failure{Reason: failure.Reason(answer.Reason), Message: answer.Message}
	}
	return false, &failure.Failure{Reason: failure.AnswerNotUnderstood,
		Message: fmt.Sprintf("the node agent answered %q, expected wait, cold, fresh, restore, running or fail", answer.Answer)}
}

func (c creation) question() handover.Question {
	return handover.Question{
		Version:          handover.Version,
		Operation:        "create",
		Container:        c.invocation.Container,
		Bundle:           absolute(c.bundle.Directory),
		PodUID:           c.bundle.Annotation("sandbox-uid"),
		PodNamespace:     c.bundle.Annotation("sandbox-namespace"),
		PodName:          c.bundle.Annotation("sandbox-name"),
		ContainerName:    c.bundle.Annotation("container-name"),
		Sandbox:          c.bundle.Annotation("sandbox-id"),
		Image:            c.bundle.Annotation("image-name"),
		NetworkNamespace: c.bundle.NetworkNamespace,
		Pid:              os.Getpid(),
	}
}

func (c creation) restore(ctx context.Context, agent *handover.Conversation, answer handover.Answer) *failure.Failure {
	restore := runtime.Restore{
		Globals:       c.invocation.Globals,
		Container:     c.invocation.Container,
		Bundle:        absolute(c.bundle.Directory),
		PidFile:       c.invocation.PidFile,
		NoPivot:       c.invocation.NoPivot,
		ImagePath:     answer.ImagePath,
		WorkPath:      answer.WorkPath,
		CriuDirectory: answer.CriuDirectory,
	}
	began := time.Now()
	pid, refused := c.attempt(ctx, restore, answer.CriuConfig)
	if refused != nil {
		c.discard()
		agent.Tell(context.WithoutCancel(ctx), handover.Failed{Operation: "failed", Container: c.invocation.Container,
			Reason: string(refused.Reason), Message: refused.Message, Log: restore.CriuLog()})
		return refused
	}
	reply, lost := agent.Tell(ctx, handover.Restored{Operation: "restored", Container: c.invocation.Container, Pid: pid,
		RestoreMicros: time.Since(began).Microseconds()})
	if lost == nil && reply.Answer == "fail" {
		c.discard()
		return &failure.Failure{Reason: failure.Reason(reply.Reason), Message: reply.Message}
	}
	// Without a reply the agent may have taken the report down or not. Nothing runs yet, and the marker tells it what is
	// there: to keep the container leaves the word to the agent's journal, to delete it could lose the only copy.
	return nil
}

func (c creation) attempt(ctx context.Context, restore runtime.Restore, criuConfig string) (int, *failure.Failure) {
	if c.bundle.Terminal || c.invocation.ConsoleSocket != "" {
		return 0, &failure.Failure{Reason: failure.TerminalInUse, Message: "the container has a terminal, which does not survive a move"}
	}
	if err := c.bundle.UseCriuConfig(criuConfig); err != nil {
		return 0, &failure.Failure{Reason: failure.BundleNotWritable, Message: err.Error()}
	}
	// A directory that cannot be made is CRIU's to complain about: it says which, and the image may not need it.
	_ = c.bundle.MakeWorkingDirectory()
	pid, refused := c.runc.Restore(ctx, restore)
	if refused != nil {
		return 0, refused
	}
	mark := handover.Mark{Container: c.invocation.Container, PodUID: c.bundle.Annotation("sandbox-uid"), Bundle: restore.Bundle, Pid: pid}
	if err := c.markers.Put(mark); err != nil {
		return 0, &failure.Failure{Reason: failure.RestoreFailed, Message: "no marker could be written: " + err.Error()}
	}
	return pid, nil
}

func (c creation) discard() {
	c.runc.DeleteLeftovers(c.invocation.Globals, c.invocation.Container)
	c.markers.Remove(c.invocation.Container)
}

// confirm answers the create of a container that the agent knows to be restored: it is there, so nothing is to be done
// but to say its process ID again.
func (c creation) confirm() *failure.Failure {
	text, err := c.runc.State(c.invocation.Globals, c.invocation.Container)
	var state struct {
		Pid int `json:"pid"`
	}
	if err != nil || json.Unmarshal(text, &state) != nil || state.Pid == 0 || !c.markers.Has(c.invocation.Container) {
		return &failure.Failure{Reason: failure.AlreadyRestored,
			Message: "the processes of container " + c.bundle.Annotation("container-name") + " were restored already, as another container of this pod"}
	}
	if c.invocation.PidFile == "" {
		return nil
	}
	if err := os.WriteFile(c.invocation.PidFile, []byte(strconv.Itoa(state.Pid)), 0o644); err != nil {
		return &failure.Failure{Reason: failure.BundleNotWritable, Message: err.Error()}
	}
	return nil
}

func absolute(directory string) string {
	path, err := filepath.Abs(directory)
	if err != nil {
		return directory
	}
	return strings.TrimSuffix(path, "/")
}
