package io.drover.agent.packets;

import jnr.ffi.Pointer;
import org.jspecify.annotations.Nullable;

/** The C interface of libnftables. Source: libnftables(3). */
public interface LibNftables {

    /** Makes a context, with its socket in the calling thread's network namespace. */
    @Nullable
    Pointer nft_ctx_new(int flags);

    /** Frees a context; waits for the kernel when something was destroyed through it. */
    void nft_ctx_free(Pointer context);

    /** How listings are written. */
    void nft_ctx_output_set_flags(Pointer context, int flags);

    /** Keeps output instead of printing it. */
    int nft_ctx_buffer_output(Pointer context);

    /** Keeps errors instead of printing them. */
    int nft_ctx_buffer_error(Pointer context);

    /** What the last command gave. */
    String nft_ctx_get_output_buffer(Pointer context);

    /** What was wrong with the last command. */
    String nft_ctx_get_error_buffer(Pointer context);

    /** Runs commands as one transaction; the text must end in a newline. */
    int nft_run_cmd_from_buffer(Pointer context, String commands);
}
