package configuration

import (
	"reflect"
	"strings"
	"testing"
)

const dropIn = "/etc/containerd/conf.d/drover.toml"

func TestAnImportIsAddedAndTakenOutAgain(t *testing.T) {
	for _, row := range []struct {
		name, main string
		imports    []string
	}{
		{"none yet", "# mine\nversion = 2\n[plugins]\n", []string{dropIn}},
		{"an empty file", "", []string{dropIn}},
		{"no line end at the end", "version = 2", []string{dropIn}},
		{"only one in a comment", "#imports = [\"/x\"]\nversion = 2\n", []string{dropIn}},
		{"only a key of a table", "version = 2\n[a]\nimports = [\"/x\"]\n", []string{dropIn}},
		{"one", "version = 2\nimports = [\"/x.toml\"]\n", []string{"/x.toml", dropIn}},
		{"one in single quotes, after a table's name in a comment", "# [plugins]\nimports=['/x.toml'] # why\n", []string{"/x.toml", dropIn}},
		{"several over lines", "imports = [\n  \"/a.toml\", # [first\n  \"/b/*.toml\", # ] last\n]\nversion = 2\n", []string{"/a.toml", "/b/*.toml", dropIn}},
		{"an empty list", "version = 2\nimports = []\n", []string{dropIn}},
		{"an empty list over lines", "imports = [\n # none\n]\n", []string{dropIn}},
		{"a quoted key", "\"imports\" = [\"/x\"]\n", []string{"/x", dropIn}},
		{"Windows' line ends", "version = 2\r\nimports = [\"/x\"]\r\n", []string{"/x", dropIn}},
	} {
		t.Run(row.name, func(t *testing.T) {
			// Given
			main := []byte(row.main)
			// When
			edited, inserted, err := WithImport(main, dropIn)
			// Then
			if err != nil {
				t.Fatal(err)
			}
			document, err := Parse(edited)
			if err != nil || !reflect.DeepEqual(document.Imports(), row.imports) {
				t.Errorf("imports %v, %v in %q", document.Imports(), err, edited)
			}
			if back, found := WithoutImport(edited, inserted); !found || string(back) != row.main {
				t.Errorf("back: %q, want %q", back, row.main)
			}
		})
	}
}

func TestAnImportIsFoundAgainInAnEditedFile(t *testing.T) {
	// Given
	edited, inserted, _ := WithImport([]byte("version = 2\n"), dropIn)
	byUser := []byte("# a new head\n" + string(edited) + "oom_score = -999\n")
	// When
	back, found := WithoutImport(byUser, inserted)
	// Then
	if !found || string(back) != "# a new head\nversion = 2\noom_score = -999\n" {
		t.Errorf("%v %q", found, back)
	}
}

func TestAFileThatIsNoTomlIsNotEdited(t *testing.T) {
	for _, main := range []string{"version = \n", "imports = 7\n", "imports = [\"/x\"\nversion = 2\n"} {
		t.Run(main, func(t *testing.T) {
			// When
			edited, _, err := WithImport([]byte(main), dropIn)
			// Then
			if err == nil {
				t.Errorf("edited to %q", edited)
			}
		})
	}
}

func TestImportsAreRelativeToTheirFile(t *testing.T) {
	// When
	got := Resolve("conf.d/*.toml", "/etc/containerd/config.toml")
	// Then
	if got != "/etc/containerd/conf.d/*.toml" {
		t.Error(got)
	}
}

func TestDifferencesNameTheKey(t *testing.T) {
	// Given
	before, _ := Parse([]byte("a = 1\n[t]\nx = \"old\"\ngone = true\n[same]\nl = [1, 2]\n"))
	after, _ := Parse([]byte("a = 1\n[t]\nx = \"new\"\nadded = [\"y\"]\n[same]\nl = [1, 2]\n"))
	// When
	got := strings.Join(Differences("", map[string]any(before), map[string]any(after)), "; ")
	// Then
	if want := `t.added: nothing -> []interface {}{"y"}; t.gone: true -> nothing; t.x: "old" -> "new"`; got != want {
		t.Errorf("got %s", got)
	}
}
