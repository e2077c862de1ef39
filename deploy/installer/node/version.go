package node

import (
	"regexp"
	"strconv"
)

// Version is the part of a version that orders releases.
type Version struct {
	Major, Minor int
}

var numbers = regexp.MustCompile(`(\d+)\.(\d+)`)

// VersionIn finds the first version in a text such as "runc version 1.1.5+ds1".
func VersionIn(text string) (Version, bool) {
	match := numbers.FindStringSubmatch(text)
	if match == nil {
		return Version{}, false
	}
	major, _ := strconv.Atoi(match[1])
	minor, _ := strconv.Atoi(match[2])
	return Version{major, minor}, true
}

// Before orders versions.
func (v Version) Before(other Version) bool {
	return v.Major < other.Major || v.Major == other.Major && v.Minor < other.Minor
}

func (v Version) String() string {
	return strconv.Itoa(v.Major) + "." + strconv.Itoa(v.Minor)
}
