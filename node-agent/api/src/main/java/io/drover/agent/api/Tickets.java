package io.drover.agent.api;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Message;
import io.drover.agent.api.v1.Ticket;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;

/**
 * Signs tickets and checks their signatures. Thread safe.
 *
 * <p>What is signed is not the protobuf encoding, which is not canonical, but: the line {@code drover ticket 2}, then every field of
 * {@code Ticket} save the signature, in the order of their numbers; a text or bytes as the length in bytes (four bytes, big endian) and
 * the (UTF-8) bytes, a number as eight bytes, big endian. Source: RFC 8032 for Ed25519.
 */
public final class Tickets {

    private static final String ALGORITHM = "Ed25519";
    private static final String DOMAIN = "drover ticket 2\n";

    private Tickets() {}

    /** What {@code Ticket.subject_sha256} has to be for a command that speaks of this message. */
    public static ByteString digest(Message subject) {
        byte[] bytes = new byte[subject.getSerializedSize()];
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        out.useDeterministicSerialization();
        try {
            subject.writeTo(out);
            out.flush();
            return ByteString.copyFrom(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("this Java runtime has no SHA-256", missing);
        }
    }

    /** The same ticket with the signature of {@code key}, an Ed25519 key. */
    public static Ticket sign(Ticket unsigned, PrivateKey key) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(key);
            signature.update(signedBytes(unsigned));
            return unsigned.toBuilder()
                    .setSignature(ByteString.copyFrom(signature.sign()))
                    .build();
        } catch (GeneralSecurityException unusable) {
            throw new IllegalStateException("the ticket key cannot sign: it has to be an Ed25519 key", unusable);
        }
    }

    /** Whether {@code key}'s owner signed exactly these fields; says nothing about what they allow, see {@link TicketGate}. */
    static boolean isSigned(Ticket ticket, PublicKey key) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initVerify(key);
            signature.update(signedBytes(ticket));
            return signature.verify(ticket.getSignature().toByteArray());
        } catch (SignatureException malformed) {
            return false;
        } catch (GeneralSecurityException unusable) {
            throw new IllegalStateException(
                    "the public ticket key cannot verify: it has to be an Ed25519 key", unusable);
        }
    }

    static byte[] signedBytes(Ticket ticket) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.write(DOMAIN.getBytes(StandardCharsets.US_ASCII));
            writeText(out, ticket.getMigrationId());
            out.writeLong(ticket.getEpoch());
            writeText(out, ticket.getCommand());
            writeText(out, ticket.getNodeName());
            writeText(out, ticket.getSourcePodUid());
            writeText(out, ticket.getTargetPodUid());
            out.writeLong(ticket.getExpiresUnixMs());
            writeBytes(out, ticket.getSubjectSha256().toByteArray());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static void writeText(DataOutputStream out, String text) throws IOException {
        writeBytes(out, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void writeBytes(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }
}
