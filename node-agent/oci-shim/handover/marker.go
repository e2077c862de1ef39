package handover

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
)

// Markers are the files that say which containers were restored: the start of such a container does nothing, and an
// agent that comes back after a crash finds by them what the shim did meanwhile.
type Markers struct {
	Directory string
}

// Mark is a marker's content.
type Mark struct {
	Container string `json:"container"`
	PodUID    string `json:"podUid"`
	Bundle    string `json:"bundle"`
	Pid       int    `json:"pid"`
}

// Has tells whether this container was restored.
func (m Markers) Has(container string) bool {
	path, ok := m.path(container)
	if !ok {
		return false
	}
	_, err := os.Lstat(path)
	return err == nil
}

// Put writes a marker.
func (m Markers) Put(mark Mark) error {
	path, ok := m.path(mark.Container)
	if !ok {
		return os.ErrInvalid
	}
	if err := os.MkdirAll(m.Directory, 0o700); err != nil {
		return err
	}
	text, err := json.Marshal(mark)
	if err != nil {
		return err
	}
	next := filepath.Join(m.Directory, "."+mark.Container)
	if err := os.WriteFile(next, append(text, '\n'), 0o600); err != nil {
		return err
	}
	return os.Rename(next, path)
}

// Remove takes a marker away, if there is one.
func (m Markers) Remove(container string) {
	if path, ok := m.path(container); ok {
		os.Remove(path)
	}
}

func (m Markers) path(container string) (string, bool) {
	if container == "" || container[0] == '.' || strings.ContainsRune(container, '/') {
		return "", false
	}
	return filepath.Join(m.Directory, container), true
}
