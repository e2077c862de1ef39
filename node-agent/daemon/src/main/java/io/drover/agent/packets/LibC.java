package io.drover.agent.packets;

import java.nio.ByteBuffer;
import jnr.ffi.Pointer;
import jnr.ffi.annotations.In;
import jnr.ffi.annotations.Out;
import org.jspecify.annotations.Nullable;

/** The calls of the C library that Java has no words for. Source: setns(2), socket(2), netlink(7), poll(2), if_indextoname(3). */
public interface LibC {

    /** open(2), without a mode. */
    int open(String path, int flags);

    /** close(2). */
    int close(int fd);

    /** setns(2): moves the calling thread. */
    int setns(int fd, int nstype);

    /** socket(2). */
    int socket(int domain, int type, int protocol);

    /** bind(2). */
    int bind(int fd, @In byte[] address, int length);

    /** setsockopt(2). */
    int setsockopt(int fd, int level, int option, @In int[] value, int length);

    /** send(2). */
    long send(int fd, @In byte[] data, long length, int flags);

    /** recv(2), into a direct buffer. */
    long recv(int fd, @Out ByteBuffer data, long length, int flags);

    /** poll(2); the buffer holds struct pollfd. */
    int poll(@In @Out byte[] descriptors, long count, int timeoutMillis);

    /** if_indextoname(3): writes the name into the buffer; null when there is no such interface. */
    @Nullable
    Pointer if_indextoname(int index, @Out byte[] name);

    /** strerror(3). */
    String strerror(int errno);
}
