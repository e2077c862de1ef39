package io.drover.agent.packets;

import java.util.Objects;
import jnr.ffi.Pointer;

/**
 * One libnftables context in one network namespace. It stays open through a migration: the kernel's wait for all readers (20 ms) comes
 * when it is freed, not when a transaction is committed.
 *
 * <p>The library keeps some tables for all contexts together, so commands are run one at a time over all sessions.
 */
final class NftSession implements AutoCloseable {

    private static final int NUMERIC_ALL = 0xF << 7;
    private static final int STATELESS = 1 << 2;

    private final NamespaceThread namespace;
    private final LibNftables nft;
    private final Pointer context;
    private boolean closed;

    private NftSession(NamespaceThread namespace, LibNftables nft, Pointer context) {
        this.namespace = namespace;
        this.nft = nft;
        this.context = context;
    }

    static NftSession open(NamespaceThread namespace, LibNftables nft) {
        return namespace.call(() -> {
            synchronized (nft) {
                return made(namespace, nft);
            }
        });
    }

    private static NftSession made(NamespaceThread namespace, LibNftables nft) {
        Pointer context = Objects.requireNonNull(nft.nft_ctx_new(0), "nft_ctx_new gave nothing");
        nft.nft_ctx_buffer_output(context);
        nft.nft_ctx_buffer_error(context);
        nft.nft_ctx_output_set_flags(context, NUMERIC_ALL | STATELESS);
        return new NftSession(namespace, nft, context);
    }

    /**
     * Runs commands as one transaction.
     *
     * @return what they print, or a refusal with nothing changed
     */
    Attempt<String> run(String commands) {
        return namespace.call(() -> {
            synchronized (nft) {
                if (closed) {
                    throw new IllegalStateException("this network is closed already");
                }
                return nft.nft_run_cmd_from_buffer(context, commands.strip() + "\n") == 0
                        ? new Attempt.Worked<>(nft.nft_ctx_get_output_buffer(context))
                        : new Attempt.Refused<>(
                                PacketReason.NFTABLES_REFUSED,
                                nft.nft_ctx_get_error_buffer(context).strip());
            }
        });
    }

    @Override
    public void close() {
        namespace.call(() -> {
            if (!closed) {
                closed = true;
                nft.nft_ctx_free(context);
            }
            return true;
        });
    }
}
