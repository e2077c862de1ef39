package io.drover.agent.connections;

/**
 * A TCP connection as the socket in the moved pod sees it: behind any address translation on the way of its peer.
 *
 * @param local the moved pod's end. Its address is not always that of the pod: a process that moved before has connections with the
 *     address of an earlier pod
 * @param remote the peer's end
 */
public record TcpConnection(TcpEndpoint local, TcpEndpoint remote) {

    @Override
    public String toString() {
        return local + " <- " + remote;
    }
}
