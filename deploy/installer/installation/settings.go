package installation

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"

	"drover.dev/installer/configuration"
	"drover.dev/installer/containerd"
)

// usersSettings are containerd's settings without anything of ours.
type usersSettings struct {
	// text is the main file's; existed is false when containerd runs with its built-in defaults.
	text      []byte
	existed   bool
	document  configuration.Document
	effective configuration.Document
}

// change is what has to be written so that containerd knows our handler.
type change struct {
	dropIn     string
	dropInText []byte
	inserted   string
	mainText   []byte
}

func (i Installer) usersSettings(daemon containerd.Daemon, major int) (usersSettings, error) {
	var users usersSettings
	remembered, err := i.readRecord()
	if err != nil {
		return users, err
	}
	users.text, err = i.Host.Read(daemon.Settings)
	users.existed = err == nil
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return users, err
	}
	if users.existed && remembered.MainFile == daemon.Settings {
		users.text, _ = configuration.WithoutImport(users.text, remembered.Inserted)
		users.existed = remembered.MainExisted || string(users.text) != string(skeleton(major))
	}
	if !users.existed {
		users.text = skeleton(major)
	}
	if users.document, err = configuration.Parse(users.text); err != nil {
		return users, fmt.Errorf("%s is not TOML: %w", daemon.Settings, err)
	}
	users.effective, err = i.stage(daemon, users.document, i.imports(daemon, users.document, ""))
	if err != nil || users.existed || i.Host.Has(daemon.Settings) {
		return users, err
	}
	builtIn, err := daemon.Effective(daemon.Settings)
	if err != nil {
		return users, err
	}
	if different := configuration.Differences("", withoutImports(builtIn), withoutImports(users.effective)); len(different) > 0 {
		return users, fmt.Errorf("a new %s would not stand for containerd's built-in settings: %s", daemon.Settings, few(different))
	}
	return users, nil
}

// skeleton is the main file where there was none: containerd takes a missing version for 1.
func skeleton(major int) []byte {
	if major < 2 {
		return []byte("version = 2\n")
	}
	return []byte("version = 3\n")
}

// imports lists the files that the main file imports, ours left out, save one that is to be there.
func (i Installer) imports(daemon containerd.Daemon, document configuration.Document, added string) []string {
	var paths []string
	for _, pattern := range document.Imports() {
		pattern = configuration.Resolve(pattern, daemon.Settings)
		matches := []string{pattern}
		if strings.Contains(pattern, "*") {
			matches = i.Host.Glob(pattern)
		}
		matches = slices.DeleteFunc(matches, func(path string) bool {
			text, err := i.Host.Read(path)
			return err == nil && configuration.IsOurs(text)
		})
		if matched, _ := filepath.Match(pattern, added); matched {
			matches = append(matches, added)
			slices.Sort(matches)
		}
		for _, path := range matches {
			if !slices.Contains(paths, path) {
				paths = append(paths, path)
			}
		}
	}
	if added != "" && !slices.Contains(paths, added) {
		paths = append(paths, added)
	}
	return paths
}

// stage asks containerd what a main file with these imports would stand for.
func (i Installer) stage(daemon containerd.Daemon, document configuration.Document, imports []string) (configuration.Document, error) {
	if _, err := i.Host.Directory(stageDirectory, 0o700); err != nil {
		return nil, err
	}
	staged := configuration.Document{}
	for key, value := range document {
		staged[key] = value
	}
	staged["imports"] = imports
	text, err := staged.Text()
	if err != nil {
		return nil, err
	}
	if _, err := i.Host.Put(stageDirectory+"/config.toml", text, 0o600); err != nil {
		return nil, err
	}
	return daemon.Effective(stageDirectory + "/config.toml")
}

// plan tries the ways to bring the handler in, the least intrusive first, until containerd itself says that nothing else
// would change.
func (i Installer) plan(daemon containerd.Daemon, users usersSettings, major int) (change, error) {
	texts, err := configuration.DropIns(major, users.document, users.effective, ShimPath)
	if err != nil {
		return change{}, err
	}
	defer i.Host.Remove(stageDirectory)
	var refused []string
	for _, place := range i.places(daemon, users) {
		for _, text := range texts {
			staged := stageDirectory + "/drover.toml"
			if _, err := i.Host.Put(staged, text, 0o600); err != nil {
				return change{}, err
			}
			imports := i.imports(daemon, users.document, place.dropIn)
			imports[slices.Index(imports, place.dropIn)] = staged
			effective, err := i.stage(daemon, users.document, imports)
			if err != nil {
				refused = append(refused, err.Error())
				continue
			}
			different := configuration.Unexpected(users.effective, effective, ShimPath)
			if len(different) == 0 {
				place.dropInText = text
				return place, nil
			}
			refused = append(refused, different...)
		}
	}
	return change{}, fmt.Errorf("containerd's settings are left as they are: the runtime handler cannot be added to %s without changing something else: %s",
		daemon.Settings, few(refused))
}

// places are where the drop-in could lie: where the user's own imports match, and last where only a new import finds it.
func (i Installer) places(daemon containerd.Daemon, users usersSettings) []change {
	var places []change
	for _, pattern := range users.document.Imports() {
		pattern = configuration.Resolve(pattern, daemon.Settings)
		for _, name := range []string{"drover.toml", "zz-drover.toml"} {
			path := filepath.Join(filepath.Dir(pattern), name)
			if matched, err := filepath.Match(pattern, path); err == nil && matched && strings.Contains(pattern, "*") {
				places = append(places, change{dropIn: path, mainText: users.text})
			}
		}
	}
	own := filepath.Join(filepath.Dir(daemon.Settings), "conf.d", "drover.toml")
	if edited, inserted, err := configuration.WithImport(users.text, own); err == nil {
		places = append(places, change{dropIn: own, inserted: inserted, mainText: edited})
	} else {
		i.say("%s: %v", daemon.Settings, err)
	}
	return places
}

// apply writes the change, unless it is there already, and asks containerd once more.
func (i Installer) apply(daemon containerd.Daemon, users usersSettings, wanted change) (bool, error) {
	remembered, err := i.readRecord()
	if err != nil {
		return false, err
	}
	if i.inForce(daemon, users, wanted) && remembered.DropIn == wanted.dropIn {
		return false, nil
	}
	next := record{MainFile: daemon.Settings, MainExisted: users.existed, Inserted: wanted.inserted, Written: sum(wanted.mainText),
		DropIn: wanted.dropIn, Directories: i.Host.MissingDirectories(filepath.Dir(wanted.dropIn)), RestartOwed: true}
	if remembered.DropIn == wanted.dropIn {
		next.Directories = remembered.Directories
	} else if remembered.DropIn != "" {
		if err := i.Host.Remove(remembered.DropIn); err != nil {
			return false, err
		}
	}
	if users.existed {
		if _, err := i.Host.Put(backupPath, users.text, 0o600); err != nil {
			return false, err
		}
	}
	if err := i.writeRecord(next); err != nil {
		return false, err
	}
	if err := i.writeSettings(daemon, users, wanted, next); err != nil {
		return true, err
	}
	effective, err := daemon.Effective(daemon.Settings)
	if err == nil {
		if different := configuration.Unexpected(users.effective, effective, ShimPath); len(different) > 0 {
			err = fmt.Errorf("containerd's settings are put back, for containerd would read %s", few(different))
		}
	}
	if err != nil {
		return true, errors.Join(err, i.putBack(next, users))
	}
	i.say("containerd's effective configuration: compared before and after, the runtime handler %q is the only difference", configuration.Handler)
	return true, nil
}

func (i Installer) inForce(daemon containerd.Daemon, users usersSettings, wanted change) bool {
	text, err := i.Host.Read(wanted.dropIn)
	if err != nil || string(text) != string(wanted.dropInText) {
		return false
	}
	main, err := i.Host.Read(daemon.Settings)
	if errors.Is(err, fs.ErrNotExist) {
		return false
	}
	return err == nil && configuration.SameImports(main, wanted.mainText)
}

func (i Installer) writeSettings(daemon containerd.Daemon, users usersSettings, wanted change, next record) error {
	for at := len(next.Directories) - 1; at >= 0; at-- {
		if _, err := i.Host.Directory(next.Directories[at], 0o755); err != nil {
			return err
		}
	}
	changed, err := i.Host.Put(wanted.dropIn, wanted.dropInText, i.Host.Mode(daemon.Settings, 0o644))
	if err != nil {
		return err
	}
	i.say("containerd's settings %s: %s", wanted.dropIn, done(changed, "written", "there"))
	if wanted.inserted == "" && users.existed {
		i.say("containerd's settings %s: import it already, not touched", daemon.Settings)
		return nil
	}
	changed, err = i.Host.Put(daemon.Settings, wanted.mainText, i.Host.Mode(daemon.Settings, 0o644))
	if err != nil {
		return err
	}
	did := "one import added, everything else stays byte for byte"
	if !users.existed {
		did = "made, with nothing but this import"
	}
	i.say("containerd's settings %s: %s", daemon.Settings, done(changed, did, "import it already"))
	return nil
}

func few(texts []string) string {
	if len(texts) > 6 {
		return strings.Join(texts[:6], "; ") + fmt.Sprintf("; and %d more", len(texts)-6)
	}
	return strings.Join(texts, "; ")
}

func sum(text []byte) string {
	digest := sha256.Sum256(text)
	return hex.EncodeToString(digest[:])
}
