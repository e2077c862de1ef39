package node

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// Put makes a file have this content and mode, by rename, so that nobody ever sees half of it. A file that is there keeps
// its owner. It tells whether anything was changed.
func (h Host) Put(path string, content []byte, mode fs.FileMode) (bool, error) {
	seen := h.File(path)
	before, err := os.Stat(seen)
	if err == nil && before.Mode().Perm() == mode.Perm() {
		if same, err := os.ReadFile(seen); err == nil && bytes.Equal(same, content) {
			return false, nil
		}
	}
	next := filepath.Join(filepath.Dir(seen), fmt.Sprintf(".%s.drover-%d", filepath.Base(seen), os.Getpid()))
	defer os.Remove(next)
	if err := writeThrough(next, content, mode); err != nil {
		return false, err
	}
	if uid, gid, known := owner(before); known {
		if err := os.Chown(next, uid, gid); err != nil {
			return false, err
		}
	}
	return true, os.Rename(next, seen)
}

func writeThrough(path string, content []byte, mode fs.FileMode) error {
	file, err := os.OpenFile(path, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, mode)
	if err != nil {
		return err
	}
	defer file.Close()
	if _, err := file.Write(content); err != nil {
		return err
	}
	if err := file.Chmod(mode); err != nil {
		return err
	}
	return file.Sync()
}

// Read gives a file's content; a file that is not there is fs.ErrNotExist.
func (h Host) Read(path string) ([]byte, error) {
	return os.ReadFile(h.File(path))
}

// Mode gives a file's permissions, and those given when there is none.
func (h Host) Mode(path string, otherwise fs.FileMode) fs.FileMode {
	info, err := os.Stat(h.File(path))
	if err != nil {
		return otherwise
	}
	return info.Mode().Perm()
}

// Directory makes a directory with exactly this mode and tells whether anything was changed.
func (h Host) Directory(path string, mode fs.FileMode) (bool, error) {
	seen := h.File(path)
	if info, err := os.Stat(seen); err == nil && info.IsDir() && info.Mode().Perm() == mode {
		return false, nil
	}
	if err := os.MkdirAll(seen, mode); err != nil {
		return false, err
	}
	return true, os.Chmod(seen, mode)
}

// MissingDirectories lists the directories that would have to be made for this one, the deepest first.
func (h Host) MissingDirectories(path string) []string {
	var missing []string
	for ; path != "/" && path != "." && !h.Has(path); path = filepath.Dir(path) {
		missing = append(missing, path)
	}
	return missing
}

// Remove takes away a file or a tree; one that is not there is fine.
func (h Host) Remove(path string) error {
	return os.RemoveAll(h.Path(path))
}

// RemoveIfEmpty takes a directory away unless something is in it.
func (h Host) RemoveIfEmpty(path string) {
	os.Remove(h.Path(path))
}

// CopyTree puts a copy of a directory of this container onto the node in one step, in place of what was there.
func (h Host) CopyTree(from, to string) error {
	seen := h.Path(to)
	next, old := seen+".next", seen+".old"
	for _, path := range []string{next, old} {
		if err := os.RemoveAll(path); err != nil {
			return err
		}
	}
	if err := os.MkdirAll(filepath.Dir(seen), 0o755); err != nil {
		return err
	}
	if err := copyWithLinks(from, next); err != nil {
		return err
	}
	if err := os.Rename(seen, old); err != nil && !os.IsNotExist(err) {
		return err
	}
	if err := os.Rename(next, seen); err != nil {
		return err
	}
	return os.RemoveAll(old)
}

// SameTree tells whether the node has the same names, sizes, modes and links there. Contents are not compared: they change
// with their version, and a version file is part of the tree.
func (h Host) SameTree(from, to string) bool {
	left, err := listing(from)
	if err != nil {
		return false
	}
	right, err := listing(h.Path(to))
	return err == nil && left == right
}

func listing(root string) (string, error) {
	var text bytes.Buffer
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		relative, _ := filepath.Rel(root, path)
		info, err := entry.Info()
		if err != nil {
			return err
		}
		switch {
		case info.Mode().IsRegular():
			fmt.Fprintf(&text, "%s %v %d\n", relative, info.Mode(), info.Size())
		case info.Mode()&fs.ModeSymlink != 0:
			link, _ := os.Readlink(path)
			fmt.Fprintf(&text, "%s -> %s\n", relative, link)
		}
		return nil
	})
	return text.String(), err
}

func copyWithLinks(from, to string) error {
	return filepath.WalkDir(from, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		relative, _ := filepath.Rel(from, path)
		target := filepath.Join(to, relative)
		switch {
		case entry.IsDir():
			return os.MkdirAll(target, 0o755)
		case entry.Type()&fs.ModeSymlink != 0:
			link, err := os.Readlink(path)
			if err != nil {
				return err
			}
			return os.Symlink(link, target)
		}
		content, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		info, err := entry.Info()
		if err != nil {
			return err
		}
		return writeThrough(target, content, info.Mode().Perm())
	})
}
