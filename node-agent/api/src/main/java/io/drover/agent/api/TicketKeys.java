package io.drover.agent.api;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/**
 * Ticket keys and their PEM form: PKCS#8 ({@code PRIVATE KEY}) and SubjectPublicKeyInfo ({@code PUBLIC KEY}).
 * Source: RFC 7468, RFC 8410.
 */
public final class TicketKeys {

    private static final String ALGORITHM = "Ed25519";
    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));

    private TicketKeys() {}

    /** A new key pair from the platform's secure random source. */
    public static KeyPair generate() {
        try {
            return KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("this Java runtime has no Ed25519", missing);
        }
    }

    public static String toPem(PrivateKey key) {
        return pem("PRIVATE KEY", key.getEncoded());
    }

    public static String toPem(PublicKey key) {
        return pem("PUBLIC KEY", key.getEncoded());
    }

    /**
     * Reads a private key.
     *
     * @throws IllegalArgumentException when the text is no Ed25519 key in this form; the message never holds the text
     */
    public static PrivateKey privateKey(String pem) {
        try {
            return KeyFactory.getInstance(ALGORITHM)
                    .generatePrivate(new PKCS8EncodedKeySpec(content("PRIVATE KEY", pem)));
        } catch (GeneralSecurityException unreadable) {
            throw new IllegalArgumentException("not an Ed25519 private key in PKCS#8", unreadable);
        }
    }

    /**
     * Reads a public key.
     *
     * @throws IllegalArgumentException when the text is no Ed25519 key in this form
     */
    public static PublicKey publicKey(String pem) {
        try {
            return KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(content("PUBLIC KEY", pem)));
        } catch (GeneralSecurityException unreadable) {
            throw new IllegalArgumentException("not an Ed25519 public key in SubjectPublicKeyInfo", unreadable);
        }
    }

    private static String pem(String label, byte[] encoded) {
        return "-----BEGIN " + label + "-----\n" + LINES.encodeToString(encoded) + "\n-----END " + label + "-----\n";
    }

    private static byte[] content(String label, String pem) {
        String begin = "-----BEGIN " + label + "-----";
        String end = "-----END " + label + "-----";
        int from = pem.indexOf(begin);
        int to = pem.indexOf(end);
        if (from < 0 || to < from) {
            throw new IllegalArgumentException("not a PEM text: \"" + begin + "\" and its end are expected");
        }
        return Base64.getMimeDecoder()
                .decode(pem.substring(from + begin.length(), to).strip());
    }
}
