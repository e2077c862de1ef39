// Package configuration works out what containerd's settings have to become, as text and as values. It touches no file and
// starts nothing; TOML is read and written by a library.
package configuration

import (
	"fmt"
	"reflect"
	"sort"

	"github.com/pelletier/go-toml/v2"
)

// Document is a TOML document as values.
type Document map[string]any

// Parse reads TOML.
func Parse(text []byte) (Document, error) {
	document := Document{}
	if err := toml.Unmarshal(text, (*map[string]any)(&document)); err != nil {
		return nil, err
	}
	return document, nil
}

// Text writes the document, keys sorted.
func (d Document) Text() ([]byte, error) {
	return toml.Marshal(map[string]any(d))
}

// Table finds a table by its path; it is nil when there is none.
func (d Document) Table(path ...string) map[string]any {
	table := map[string]any(d)
	for _, key := range path {
		next, ok := table[key].(map[string]any)
		if !ok {
			return nil
		}
		table = next
	}
	return table
}

// Version is the settings' version; containerd takes a missing one for 1.
func (d Document) Version() int {
	if version, ok := d["version"].(int64); ok {
		return int(version)
	}
	return 1
}

// Imports are the patterns of the files to be read after this one.
func (d Document) Imports() []string {
	var imports []string
	list, _ := d["imports"].([]any)
	for _, entry := range list {
		if path, ok := entry.(string); ok {
			imports = append(imports, path)
		}
	}
	return imports
}

// Differences says in words where two values differ, with dotted keys below a name.
func Differences(name string, before, after any) []string {
	left, leftTable := before.(map[string]any)
	right, rightTable := after.(map[string]any)
	if !leftTable || !rightTable {
		if reflect.DeepEqual(before, after) {
			return nil
		}
		return []string{fmt.Sprintf("%s: %s -> %s", name, written(before), written(after))}
	}
	keys := map[string]bool{}
	for key := range left {
		keys[key] = true
	}
	for key := range right {
		keys[key] = true
	}
	sorted := make([]string, 0, len(keys))
	for key := range keys {
		sorted = append(sorted, key)
	}
	sort.Strings(sorted)
	var found []string
	for _, key := range sorted {
		below := key
		if name != "" {
			below = name + "." + key
		}
		found = append(found, Differences(below, left[key], right[key])...)
	}
	return found
}

func written(value any) string {
	switch value := value.(type) {
	case nil:
		return "nothing"
	case map[string]any:
		return fmt.Sprintf("a table of %d", len(value))
	}
	return fmt.Sprintf("%#v", value)
}

func copyOf(value any) any {
	switch value := value.(type) {
	case map[string]any:
		table := make(map[string]any, len(value))
		for key, entry := range value {
			table[key] = copyOf(entry)
		}
		return table
	case []any:
		list := make([]any, len(value))
		for at, entry := range value {
			list[at] = copyOf(entry)
		}
		return list
	}
	return value
}
