package io.drover.agent.packets;

import jnr.ffi.LastError;
import jnr.ffi.LibraryLoader;
import jnr.ffi.Runtime;

/**
 * The C libraries of this process, loaded once.
 *
 * @param libc the C library
 * @param nftables libnftables
 * @param runtime of the C library, for errno
 */
record Libraries(LibC libc, LibNftables nftables, Runtime runtime) {

    static Attempt<Libraries> load() {
        try {
            LibC libc = LibraryLoader.create(LibC.class).failImmediately().load("c");
            LibNftables nftables =
                    LibraryLoader.create(LibNftables.class).failImmediately().load("libnftables.so.1");
            return new Attempt.Worked<>(new Libraries(libc, nftables, Runtime.getRuntime(libc)));
        } catch (UnsatisfiedLinkError missing) {
            return new Attempt.Refused<>(
                    PacketReason.LIBRARY_MISSING, "libnftables.so.1 could not be loaded: " + missing.getMessage());
        }
    }

    /** What the last call of this thread set errno to. */
    int errno() {
        return LastError.getLastError(runtime);
    }

    <T> Attempt<T> refused(PacketReason reason, String what, int errno) {
        return new Attempt.Refused<>(reason, what + ": " + libc.strerror(errno));
    }
}
