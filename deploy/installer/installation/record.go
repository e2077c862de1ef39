package installation

import (
	"encoding/json"
	"errors"
	"io/fs"
)

// record is what has to be remembered between calls.
type record struct {
	// MainFile is containerd's main file; MainExisted is false when the installer made it.
	MainFile    string `json:"mainFile"`
	MainExisted bool   `json:"mainExisted"`
	// Inserted is the text that was put into the main file, empty when one of its imports matched the drop-in already.
	Inserted string `json:"inserted,omitempty"`
	// Written is the SHA-256 of the main file as the installer left it.
	Written string `json:"written,omitempty"`
	DropIn  string `json:"dropIn"`
	// Directories were made for the drop-in, the deepest first.
	Directories []string `json:"directories,omitempty"`
	// RestartOwed is set before containerd's settings are changed and cleared when it runs with them.
	RestartOwed bool `json:"restartOwed"`
}

func (i Installer) readRecord() (record, error) {
	var found record
	text, err := i.Host.Read(recordPath)
	if errors.Is(err, fs.ErrNotExist) {
		return found, nil
	}
	if err != nil {
		return found, err
	}
	return found, json.Unmarshal(text, &found)
}

func (i Installer) writeRecord(r record) error {
	text, err := json.MarshalIndent(r, "", "  ")
	if err != nil {
		return err
	}
	_, err = i.Host.Put(recordPath, append(text, '\n'), 0o600)
	return err
}
