package io.drover.operator.admission;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/** The key and certificate that handshakes use; exchanged while the server runs, for the handshakes that follow. Thread safe. */
final class ServingIdentity extends X509ExtendedKeyManager {

    private static final String ALIAS = "webhook";

    private final AtomicReference<@Nullable Identity> current = new AtomicReference<>();

    private record Identity(PrivateKey key, X509Certificate certificate) {}

    void serveWith(PrivateKey key, X509Certificate certificate) {
        current.set(new Identity(key, certificate));
    }

    boolean isThere() {
        return current.get() != null;
    }

    SSLContext context() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {this}, null, null);
            return context;
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("this Java runtime has no TLS", missing);
        }
    }

    @Override
    public @Nullable String chooseEngineServerAlias(String keyType, Principal[] issuers, SSLEngine engine) {
        return "EC".equals(keyType) && isThere() ? ALIAS : null;
    }

    @Override
    public @Nullable String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
        return "EC".equals(keyType) && isThere() ? ALIAS : null;
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
        Identity identity = current.get();
        return identity == null ? null : new X509Certificate[] {identity.certificate()};
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
        Identity identity = current.get();
        return identity == null ? null : identity.key();
    }

    @Override
    public String[] getServerAliases(String keyType, Principal[] issuers) {
        return new String[] {ALIAS};
    }

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal[] issuers) {
        return null;
    }

    @Override
    public @Nullable String chooseClientAlias(String[] keyType, Principal[] issuers, Socket socket) {
        return null;
    }
}
