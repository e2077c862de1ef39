package configuration

import (
	"bytes"
	"errors"
	"fmt"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"
)

const importsComment = " # added by drover-installer, which takes it away again at uninstall"

// WithImport adds a path to the files that the main file imports. It gives the new text and exactly what was inserted.
func WithImport(main []byte, path string) (edited []byte, inserted string, err error) {
	at, inserted, err := insertion(main, path)
	if err != nil {
		return nil, "", err
	}
	edited = bytes.Join([][]byte{main[:at], []byte(inserted), main[at:]}, nil)
	before, err := Parse(main)
	if err != nil {
		return nil, "", err
	}
	after, err := Parse(edited)
	if err != nil {
		return nil, "", fmt.Errorf("the edited file would not be TOML: %w", err)
	}
	if want := append(before.Imports(), path); !reflect.DeepEqual(after.Imports(), want) {
		return nil, "", errors.New("the list of imports could not be edited; add " + path + " to it by hand")
	}
	if left := Differences("", withoutImports(before), withoutImports(after)); len(left) > 0 {
		return nil, "", fmt.Errorf("the edit would change more than the imports: %s", strings.Join(left, ", "))
	}
	return edited, inserted, nil
}

var emptyList = regexp.MustCompile(`(?m)^[ \t]*["']?imports["']?[ \t]*=[ \t]*\[`)

func insertion(main []byte, path string) (at int, inserted string, err error) {
	parser := unstable.Parser{}
	parser.Reset(main)
	for parser.NextExpression() {
		expression := parser.Expression()
		if expression.Kind == unstable.Table || expression.Kind == unstable.ArrayTable {
			break
		}
		if expression.Kind != unstable.KeyValue {
			continue
		}
		key := expression.Key()
		if !key.Next() || string(key.Node().Data) != "imports" {
			continue
		}
		last := unstable.Range{}
		entries := expression.Value().Children()
		for entries.Next() {
			if entries.Node().Kind == unstable.String {
				last = entries.Node().Raw
			}
		}
		if last.Length > 0 {
			return int(last.Offset + last.Length), fmt.Sprintf(", %q", path), nil
		}
		if empty := emptyList.FindIndex(main); empty != nil {
			return empty[1], fmt.Sprintf("%q", path), nil
		}
		return 0, "", errors.New("the list of imports could not be edited; add " + path + " to it by hand")
	}
	if err := parser.Error(); err != nil {
		return 0, "", err
	}
	return 0, fmt.Sprintf("imports = [%q]%s\n", path, importsComment), nil
}

// WithoutImport takes an insertion out again, wherever its user has moved it to.
func WithoutImport(main []byte, inserted string) ([]byte, bool) {
	before, after, found := bytes.Cut(main, []byte(inserted))
	if inserted == "" || !found {
		return main, false
	}
	return append(append([]byte{}, before...), after...), true
}

// Resolve makes an import's pattern absolute: containerd reads it relative to the file that has it.
func Resolve(pattern, mainFile string) string {
	if filepath.IsAbs(pattern) {
		return filepath.Clean(pattern)
	}
	return filepath.Join(filepath.Dir(mainFile), pattern)
}

// SameImports tells whether two main files import the same.
func SameImports(left, right []byte) bool {
	one, err := Parse(left)
	if err != nil {
		return false
	}
	other, err := Parse(right)
	return err == nil && reflect.DeepEqual(one.Imports(), other.Imports())
}
