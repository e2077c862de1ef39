// Package failure holds the ways in which the shim refuses to create a container.
// It knows nothing of containers, agents or runc.
package failure

// Reason is a stable code; docs/oci-shim.md lists every one.
type Reason string

// The reasons that the shim finds itself. An agent's refusal carries the agent's own.
const (
	AgentUnreachable    Reason = "AgentUnreachable"
	AgentLost           Reason = "AgentLost"
	AgentSilent         Reason = "AgentSilent"
	WaitedTooLong       Reason = "WaitedTooLong"
	AnswerNotUnderstood Reason = "AnswerNotUnderstood"
	UnknownArgument     Reason = "UnknownArgument"
	TerminalInUse       Reason = "TerminalInUse"
	BundleNotWritable   Reason = "BundleNotWritable"
	RestoreFailed       Reason = "RestoreFailed"
	RestoreTimedOut     Reason = "RestoreTimedOut"
	AlreadyRestored     Reason = "AlreadyRestored"
	Interrupted         Reason = "Interrupted"
	RuntimeNotFound     Reason = "RuntimeNotFound"
)

// Failure is a reason with what was found and what would have been right.
type Failure struct {
	Reason  Reason
	Message string
}

// Error gives the one line that the kubelet shows.
func (f *Failure) Error() string {
	return "drover: " + string(f.Reason) + ": " + f.Message
}
