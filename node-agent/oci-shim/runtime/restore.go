package runtime

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	goruntime "runtime"
	"strconv"
	"strings"
	"syscall"

	"drover.dev/oci-shim/failure"
)

// Restore is one container to be brought back from an image.
type Restore struct {
	Globals       []string
	Container     string
	Bundle        string
	PidFile       string
	NoPivot       bool
	ImagePath     string
	WorkPath      string
	CriuDirectory string
}

// Restore runs runc until the container is restored and gives the process ID of its init. The container's standard
// streams are those of this process, as in runc create.
func (r Runc) Restore(ctx context.Context, restore Restore) (int, *failure.Failure) {
	if restore.PidFile == "" {
		restore.PidFile = filepath.Join(restore.Bundle, "drover.pid")
	}
	// The parent-death signal follows the thread: it must live as long as the child.
	goruntime.LockOSThread()
	defer goruntime.UnlockOSThread()
	command := exec.CommandContext(ctx, r.Path, restore.arguments()...)
	command.Stdin, command.Stdout, command.Stderr = os.Stdin, os.Stdout, os.Stderr
	// runc looks for criu in PATH: 1.1 by default, 1.2 and later always.
	command.Env = append(os.Environ(), "PATH="+restore.CriuDirectory+string(os.PathListSeparator)+os.Getenv("PATH"))
	// When containerd kills the shim nobody waits for the restore any more; CRIU gives up when runc is gone.
	command.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	if err := command.Run(); err != nil {
		switch {
		case errors.Is(ctx.Err(), context.DeadlineExceeded):
			return 0, &failure.Failure{Reason: failure.RestoreTimedOut, Message: "runc restore did not end in time"}
		case ctx.Err() != nil:
			return 0, &failure.Failure{Reason: failure.Interrupted, Message: fmt.Sprintf("the runtime ended the call (%v)", context.Cause(ctx))}
		}
		return 0, &failure.Failure{Reason: failure.RestoreFailed, Message: fmt.Sprintf("runc restore: %v%s", err, restore.firstError())}
	}
	text, err := os.ReadFile(restore.PidFile)
	if err != nil {
		return 0, &failure.Failure{Reason: failure.RestoreFailed, Message: err.Error()}
	}
	pid, err := strconv.Atoi(strings.TrimSpace(string(text)))
	if err != nil {
		return 0, &failure.Failure{Reason: failure.RestoreFailed, Message: fmt.Sprintf("%s holds %.40q, expected a process ID", restore.PidFile, text)}
	}
	return pid, nil
}

// CriuLog is where CRIU wrote what it did.
func (r Restore) CriuLog() string {
	return filepath.Join(r.WorkPath, "restore.log")
}

func (r Restore) arguments() []string {
	arguments := append([]string{}, r.Globals...)
	arguments = append(arguments, "restore", "--detach", "--image-path", r.ImagePath, "--work-path", r.WorkPath,
		"--tcp-established", "--file-locks", "--bundle", r.Bundle, "--pid-file", r.PidFile)
	if r.NoPivot {
		arguments = append(arguments, "--no-pivot")
	}
	return append(arguments, r.Container)
}

// harmless is what CRIU calls an error where root lacks CAP_SYS_RESOURCE, and goes on.
const harmless = "Can't setup RLIMIT_NOFILE for self"

// firstError finds the line of CRIU's log that tells the cause; those after it are consequences.
func (r Restore) firstError() string {
	log, err := os.Open(r.CriuLog())
	if err != nil {
		return ""
	}
	defer log.Close()
	lines := bufio.NewScanner(log)
	for lines.Scan() {
		if at := strings.Index(lines.Text(), "Error ("); at >= 0 && !strings.Contains(lines.Text(), harmless) {
			return "; criu: " + strings.TrimSpace(lines.Text()[at:])
		}
	}
	return ""
}
