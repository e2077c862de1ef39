package handover

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"time"

	"drover.dev/oci-shim/failure"
)

// Conversation is one connection to the agent: one create of one container.
type Conversation struct {
	connection net.Conn
	lines      *bufio.Reader
	silence    time.Duration
	lastHeard  string
}

// Open connects. An agent that is not there is waited for until atMost: it may just be starting.
func Open(ctx context.Context, socket string, atMost, silence time.Duration) (*Conversation, *failure.Failure) {
	giveUp := time.Now().Add(atMost)
	for {
		connection, err := (&net.Dialer{Timeout: atMost}).DialContext(ctx, "unix", socket)
		if err == nil {
			conversation := &Conversation{connection: connection, silence: silence}
			conversation.lines = bufio.NewReaderSize(connection, MaxLine)
			return conversation, nil
		}
		if ctx.Err() != nil {
			return nil, interrupted(ctx)
		}
		if time.Now().After(giveUp) {
			return nil, &failure.Failure{Reason: failure.AgentUnreachable, Message: fmt.Sprintf(
				"no node agent answers at %s (%v); the pod is bound to a migration and is not started without it", socket, cause(err))}
		}
		time.Sleep(50 * time.Millisecond)
	}
}

func cause(err error) error {
	var call *os.SyscallError
	if errors.As(err, &call) {
		return call.Err
	}
	return err
}

// Ask sends the question and gives the agent's first answer that is not "wait".
func (c *Conversation) Ask(ctx context.Context, question Question) (Answer, *failure.Failure) {
	if refused := c.send(question); refused != nil {
		return Answer{}, refused
	}
	for {
		answer, refused := c.next(ctx)
		if refused != nil {
			return Answer{}, refused
		}
		if answer.Answer != "wait" {
			return answer, nil
		}
		c.lastHeard = answer.Message
	}
}

// Tell sends a report and gives the agent's reply to it.
func (c *Conversation) Tell(ctx context.Context, report any) (Answer, *failure.Failure) {
	if refused := c.send(report); refused != nil {
		return Answer{}, refused
	}
	return c.next(ctx)
}

// Close ends the conversation; the agent sees it.
func (c *Conversation) Close() {
	c.connection.Close()
}

func (c *Conversation) send(message any) *failure.Failure {
	text, err := json.Marshal(message)
	if err != nil {
		return &failure.Failure{Reason: failure.AnswerNotUnderstood, Message: err.Error()}
	}
	c.connection.SetWriteDeadline(time.Now().Add(c.silence))
	if _, err := c.connection.Write(append(text, '\n')); err != nil {
		return &failure.Failure{Reason: failure.AgentLost, Message: fmt.Sprintf("the node agent took no message (%v)", cause(err))}
	}
	return nil
}

func (c *Conversation) next(ctx context.Context) (Answer, *failure.Failure) {
	c.connection.SetReadDeadline(time.Now().Add(c.silence))
	stop := context.AfterFunc(ctx, func() { c.connection.SetReadDeadline(time.Now()) })
	defer stop()
	line, err := c.lines.ReadSlice('\n')
	switch {
	case err == nil:
	case ctx.Err() != nil:
		return Answer{}, c.ended(ctx)
	case errors.Is(err, bufio.ErrBufferFull):
		return Answer{}, &failure.Failure{Reason: failure.AnswerNotUnderstood,
			Message: fmt.Sprintf("the node agent sent a line of more than %d bytes", MaxLine)}
	case errors.Is(err, os.ErrDeadlineExceeded):
		return Answer{}, &failure.Failure{Reason: failure.AgentSilent,
			Message: fmt.Sprintf("the node agent said nothing for %v%s", c.silence, c.heard())}
	case errors.Is(err, io.EOF):
		return Answer{}, &failure.Failure{Reason: failure.AgentLost, Message: "the node agent ended the conversation" + c.heard()}
	default:
		return Answer{}, &failure.Failure{Reason: failure.AgentLost, Message: cause(err).Error() + c.heard()}
	}
	var answer Answer
	if err := json.Unmarshal(line, &answer); err != nil {
		return Answer{}, &failure.Failure{Reason: failure.AnswerNotUnderstood,
			Message: fmt.Sprintf("the node agent sent %.80q, expected a JSON object per line", line)}
	}
	return answer, nil
}

func (c *Conversation) ended(ctx context.Context) *failure.Failure {
	if errors.Is(ctx.Err(), context.DeadlineExceeded) {
		return &failure.Failure{Reason: failure.WaitedTooLong,
			Message: "the migration did not get to its restore in time; the kubelet tries again" + c.heard()}
	}
	return interrupted(ctx)
}

func (c *Conversation) heard() string {
	if c.lastHeard == "" {
		return ""
	}
	return ", last heard: " + c.lastHeard
}

func interrupted(ctx context.Context) *failure.Failure {
	return &failure.Failure{Reason: failure.Interrupted, Message: fmt.Sprintf("the runtime ended the call (%v)", context.Cause(ctx))}
}
