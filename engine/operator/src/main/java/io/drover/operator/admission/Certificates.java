package io.drover.operator.admission;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Makes an authority of the webhook's own and the certificate that it serves with. Elliptic curve P-256. Source: RFC 5280. */
final class Certificates {

    static final Duration AUTHORITY_LIFE = Duration.ofDays(3650);
    static final Duration SERVING_LIFE = Duration.ofDays(90);

    private static final String SIGNATURE = "SHA256withECDSA";
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

    private final Instant now;

    Certificates(Instant now) {
        this.now = now;
    }

    /** A key and a certificate for it. */
    record Pair(KeyPair keys, X509Certificate certificate) {}

    Pair authority() {
        KeyPair keys = keys();
        X500Principal name = new X500Principal("CN=drover-webhook-authority");
        try {
            JcaX509v3CertificateBuilder builder = builder(name, name, keys, AUTHORITY_LIFE);
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
            return new Pair(keys, sign(builder, keys));
        } catch (CertIOException impossible) {
            throw new IllegalStateException("an extension could not be encoded", impossible);
        }
    }

    /**
     * A certificate to serve with.
     *
     * @param names DNS names and IPv4 addresses, at least one
     */
    Pair serving(Pair authority, List<String> names) {
        KeyPair keys = keys();
        X500Principal name = new X500Principal("CN=drover-webhook");
        try {
            JcaX509v3CertificateBuilder builder =
                    builder(authority.certificate().getSubjectX500Principal(), name, keys, SERVING_LIFE);
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
            builder.addExtension(
                    Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
            builder.addExtension(
                    Extension.subjectAlternativeName,
                    false,
                    new GeneralNames(
                            names.stream().map(Certificates::alternative).toArray(GeneralName[]::new)));
            return new Pair(keys, sign(builder, authority.keys()));
        } catch (CertIOException impossible) {
            throw new IllegalStateException("an extension could not be encoded", impossible);
        }
    }

    private JcaX509v3CertificateBuilder builder(
            X500Principal issuer, X500Principal subject, KeyPair keys, Duration life) {
        return new JcaX509v3CertificateBuilder(
                issuer,
                new BigInteger(128, new SecureRandom()),
                Date.from(now.minus(CLOCK_SKEW)),
                Date.from(now.plus(life)),
                subject,
                keys.getPublic());
    }

    private static X509Certificate sign(JcaX509v3CertificateBuilder builder, KeyPair signer) {
        try {
            return new JcaX509CertificateConverter()
                    .getCertificate(builder.build(new JcaContentSignerBuilder(SIGNATURE).build(signer.getPrivate())));
        } catch (OperatorCreationException | GeneralSecurityException missing) {
            throw new IllegalStateException("this Java runtime cannot sign with " + SIGNATURE, missing);
        }
    }

    private static GeneralName alternative(String name) {
        boolean address = name.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
        return new GeneralName(address ? GeneralName.iPAddress : GeneralName.dNSName, name);
    }

    private static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("this Java runtime has no elliptic curves", missing);
        }
    }
}
