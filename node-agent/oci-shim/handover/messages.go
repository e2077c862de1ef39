// Package handover speaks with the node agent on the same node, as docs/handover.md describes it.
// It knows neither bundles nor runc.
package handover

// Version of the conversation.
const Version = 1

// MaxLine is the longest message of either side, in bytes.
const MaxLine = 64 * 1024

// Question asks what to do with a container.
type Question struct {
	Version          int    `json:"version"`
	Operation        string `json:"op"`
	Container        string `json:"container"`
	Bundle           string `json:"bundle"`
	PodUID           string `json:"podUid"`
	PodNamespace     string `json:"podNamespace"`
	PodName          string `json:"podName"`
	ContainerName    string `json:"containerName"`
	Sandbox          string `json:"sandbox"`
	Image            string `json:"image"`
	NetworkNamespace string `json:"networkNamespace"`
	Pid              int    `json:"pid"`
}

// Answer is what the agent said.
type Answer struct {
	Answer        string `json:"answer"`
	Reason        string `json:"reason"`
	Message       string `json:"message"`
	ImagePath     string `json:"imagePath"`
	WorkPath      string `json:"workPath"`
	CriuDirectory string `json:"criuDirectory"`
	CriuConfig    string `json:"criuConfig"`
}

// Restored reports a container that is restored and does not run.
type Restored struct {
	Operation     string `json:"op"`
	Container     string `json:"container"`
	Pid           int    `json:"pid"`
	RestoreMicros int64  `json:"restoreMicros"`
}

// Failed reports a container of which nothing is left.
type Failed struct {
	Operation string `json:"op"`
	Container string `json:"container"`
	Reason    string `json:"reason"`
	Message   string `json:"message"`
	Log       string `json:"log"`
}
