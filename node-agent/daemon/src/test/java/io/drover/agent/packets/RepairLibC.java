package io.drover.agent.packets;

import jnr.ffi.annotations.In;
import jnr.ffi.annotations.Out;

/** What a TCP socket is moved with. Source: Linux include/uapi/linux/tcp.h, "TCP_REPAIR". */
public interface RepairLibC {

    int socket(int domain, int type, int protocol);

    int bind(int fd, @In byte[] address, int length);

    int listen(int fd, int backlog);

    int accept(int fd, @Out byte[] address, @In @Out int[] length);

    int connect(int fd, @In byte[] address, int length);

    int setsockopt(int fd, int level, int option, @In byte[] value, int length);

    int getsockopt(int fd, int level, int option, @Out byte[] value, @In @Out int[] length);

    int getpeername(int fd, @Out byte[] address, @In @Out int[] length);

    int getsockname(int fd, @Out byte[] address, @In @Out int[] length);

    int poll(@In @Out byte[] descriptors, long count, int timeoutMillis);

    long recv(int fd, @Out byte[] data, long length, int flags);

    long send(int fd, @In byte[] data, long length, int flags);

    int close(int fd);
}
