package node

import (
	"io/fs"
	"syscall"
)

func owner(info fs.FileInfo) (uid, gid int, known bool) {
	if info == nil {
		return 0, 0, false
	}
	stat, known := info.Sys().(*syscall.Stat_t)
	if !known {
		return 0, 0, false
	}
	return int(stat.Uid), int(stat.Gid), true
}
