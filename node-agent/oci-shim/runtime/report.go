package runtime

import (
	"encoding/json"
	"fmt"
	"os"
	"time"

	"drover.dev/oci-shim/failure"
)

// Report writes a failure where runc would: to standard error, and to the log in the format that containerd asked for.
func Report(refused *failure.Failure, log, format string) {
	fmt.Fprintln(os.Stderr, refused.Error())
	if log == "" {
		return
	}
	file, err := os.OpenFile(log, os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o644)
	if err != nil {
		return
	}
	defer file.Close()
	now := time.Now().Format(time.RFC3339)
	if format == "json" {
		fmt.Fprintf(file, "{\"level\":\"error\",\"msg\":%s,\"time\":%q}\n", quoted(refused.Error()), now)
	} else {
		fmt.Fprintf(file, "time=%q level=error msg=%q\n", now, refused.Error())
	}
}

func quoted(text string) string {
	written, err := json.Marshal(text)
	if err != nil {
		return `""`
	}
	return string(written)
}
