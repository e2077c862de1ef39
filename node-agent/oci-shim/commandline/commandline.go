// Package commandline understands as much of runc's command line as the shim needs.
// It decides nothing and touches no file.
package commandline

import "strings"

// Invocation is one call of the runtime.
type Invocation struct {
	// Globals are the flags before the command, as given, without --criu.
	Globals []string
	Log     string
	// LogFormat is text or json.
	LogFormat string
	// Command is empty when there is none.
	Command string
	// Container is the first argument of the command that is not a flag.
	Container string

	// What follows is read for create only.
	Bundle        string
	PidFile       string
	ConsoleSocket string
	NoPivot       bool
	// NotUnderstood are the arguments that the shim cannot carry over to a restore.
	NotUnderstood []string
}

var globalsWithValue = map[string]bool{"root": true, "log": true, "log-format": true, "criu": true, "rootless": true}

var globalsWithoutValue = map[string]bool{
	"debug": true, "systemd-cgroup": true, "help": true, "h": true, "version": true, "v": true,
}

var commands = map[string]bool{
	"checkpoint": true, "create": true, "delete": true, "events": true, "exec": true, "features": true, "help": true,
	"init": true, "kill": true, "list": true, "pause": true, "ps": true, "restore": true, "resume": true, "run": true,
	"spec": true, "start": true, "state": true, "update": true,
}

// Parse reads the arguments after the program's name. It never fails: what it does not know, runc will judge.
func Parse(arguments []string) Invocation {
	invocation := Invocation{LogFormat: "text"}
	rest := invocation.parseGlobals(arguments)
	if len(rest) == 0 {
		return invocation
	}
	invocation.Command = rest[0]
	invocation.parseCommand(rest[1:])
	return invocation
}

func (i *Invocation) parseGlobals(arguments []string) []string {
	at := 0
	for at < len(arguments) {
		name, value, joined, flag := split(arguments[at])
		if !flag {
			break
		}
		width := 1
		if !joined && takesNext(name, arguments[at+1:]) {
			value = arguments[at+1]
			width = 2
		}
		switch name {
		case "log":
			i.Log = value
		case "log-format":
			i.LogFormat = value
		}
		if name != "criu" {
			i.Globals = append(i.Globals, arguments[at:at+width]...)
		}
		at += width
	}
	return arguments[at:]
}

// takesNext tells whether the next argument is the flag's value. A flag of a later runc that the shim does not know is
// taken to have one when only so a command follows: a create that is not recognised would start a bound pod cold.
func takesNext(name string, following []string) bool {
	if len(following) == 0 || globalsWithoutValue[name] {
		return false
	}
	if globalsWithValue[name] {
		return true
	}
	return len(following) > 1 && !commands[following[0]] && !strings.HasPrefix(following[0], "-")
}

func (i *Invocation) parseCommand(arguments []string) {
	create := i.Command == "create"
	onlyPlain := false
	for at := 0; at < len(arguments); at++ {
		name, value, joined, flag := split(arguments[at])
		if onlyPlain || !flag {
			i.plain(arguments[at])
			continue
		}
		if arguments[at] == "--" {
			onlyPlain = true
			continue
		}
		if !create {
			continue
		}
		switch name {
		case "bundle", "b", "pid-file", "console-socket", "preserve-fds":
			if !joined && at+1 < len(arguments) {
				at++
				value = arguments[at]
			}
			i.createValue(name, value)
		case "no-pivot":
			i.NoPivot = !joined || value == "true" || value == "1"
		case "no-new-keyring": // a restored process keeps what it had
		default:
			i.NotUnderstood = append(i.NotUnderstood, arguments[at])
		}
	}
}

func (i *Invocation) plain(argument string) {
	if i.Container == "" {
		i.Container = argument
	} else if i.Command == "create" {
		i.NotUnderstood = append(i.NotUnderstood, argument)
	}
}

func (i *Invocation) createValue(name, value string) {
	switch name {
	case "bundle", "b":
		i.Bundle = value
	case "pid-file":
		i.PidFile = value
	case "console-socket":
		i.ConsoleSocket = value
	case "preserve-fds":
		if value != "0" && value != "" {
			i.NotUnderstood = append(i.NotUnderstood, "--preserve-fds="+value)
		}
	}
}

// split takes a flag apart. runc accepts one dash or two, and a value after a space or an equals sign.
func split(argument string) (name, value string, joined, flag bool) {
	if len(argument) < 2 || argument[0] != '-' {
		return "", "", false, false
	}
	name = strings.TrimPrefix(argument[1:], "-")
	name, value, joined = strings.Cut(name, "=")
	return name, value, joined, true
}
