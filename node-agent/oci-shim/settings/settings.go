// Package settings reads what the installer wrote for the shim.
// It knows no container and starts nothing.
package settings

import (
	"encoding/json"
	"os"
	"time"
)

// File is where the installer leaves the settings; the environment's DROVER_SHIM_SETTINGS names another one.
const File = "/opt/drover/etc/shim.json"

// Settings are the paths and limits of one call.
type Settings struct {
	// Runc is the runtime to hand on to: a path, or a name to be looked up in PATH.
	Runc string
	// PassThrough is set when Drover was uninstalled while pods depend on the shim: no agent is asked any more.
	PassThrough bool
	// Socket is the node agent's.
	Socket string
	// RestoredDirectory holds one marker for every restored container.
	RestoredDirectory string
	// Dial bounds how long an agent that is just starting is waited for.
	Dial time.Duration
	// Silence is how long the agent may say nothing.
	Silence time.Duration
	// Wait bounds the whole conversation before the restore, from the start of the call.
	Wait time.Duration
	// Total bounds the call including the restore. The kubelet gives up after two minutes.
	Total time.Duration
}

type file struct {
	Runc              string `json:"runc"`
	PassThrough       bool   `json:"passThrough"`
	Socket            string `json:"socket"`
	RestoredDirectory string `json:"restoredDirectory"`
	DialMillis        int64  `json:"dial_ms"`
	SilenceMillis     int64  `json:"silence_ms"`
	WaitMillis        int64  `json:"wait_ms"`
	TotalMillis       int64  `json:"total_ms"`
}

// Load never fails: a pod that does not migrate must not suffer from a missing or broken file, so whatever cannot be
// read keeps its default.
func Load() Settings {
	path := os.Getenv("DROVER_SHIM_SETTINGS")
	if path == "" {
		path = File
	}
	var read file
	if text, err := os.ReadFile(path); err == nil {
		if json.Unmarshal(text, &read) != nil {
			read = file{}
		}
	}
	if runc := os.Getenv("DROVER_RUNC"); runc != "" {
		read.Runc = runc
	}
	return Settings{
		Runc:              text(read.Runc, "runc"),
		PassThrough:       read.PassThrough,
		Socket:            text(read.Socket, "/run/drover/shim.sock"),
		RestoredDirectory: text(read.RestoredDirectory, "/run/drover/restored"),
		Dial:              duration(read.DialMillis, 5*time.Second),
		Silence:           duration(read.SilenceMillis, 20*time.Second),
		Wait:              duration(read.WaitMillis, 90*time.Second),
		Total:             duration(read.TotalMillis, 110*time.Second),
	}
}

func text(given, otherwise string) string {
	if given == "" {
		return otherwise
	}
	return given
}

func duration(millis int64, otherwise time.Duration) time.Duration {
	if millis <= 0 {
		return otherwise
	}
	return time.Duration(millis) * time.Millisecond
}
