package io.drover.operator.admission;

import io.drover.operator.report.LogKeys;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the webhook's certificate valid: makes it, renews it in the last third of its life, hands the newest to the running server and
 * tells the API server whom to trust. Every replica does this; {@link CertificateSecret} makes them agree.
 */
final class CertificateKeeper {

    private static final Logger LOG = LoggerFactory.getLogger(CertificateKeeper.class);
    private static final String AUTHORITY = "ca.crt";
    private static final String AUTHORITY_KEY = "ca.key";
    private static final String CERTIFICATE = "tls.crt";
    private static final String KEY = "tls.key";
    private static final int ATTEMPTS = 5;

    private final CertificateSecret secret;
    private final TrustBundle trust;
    private final ServingIdentity identity;
    private final List<String> names;
    private final InstantSource clock;

    CertificateKeeper(
            KubernetesClient client,
            String namespace,
            ServingIdentity identity,
            List<String> names,
            InstantSource clock) {
        this.secret = new CertificateSecret(client, namespace);
        this.trust = new TrustBundle(client);
        this.identity = identity;
        this.names = List.copyOf(names);
        this.clock = clock;
    }

    /** Brings everything up to date. May be called as often as one likes. */
    void refresh() {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Optional<Secret> kept = secret.read();
            Map<String, String> texts = kept.map(CertificateSecret::texts).orElse(Map.of());
            if (isGood(texts)) {
                serve(texts);
                return;
            }
            Map<String, String> renewed = renewed(texts);
            if (secret.write(kept, renewed)) {
                LOG.atInfo().log("made a new certificate for the webhook");
                serve(renewed);
                return;
            }
        }
        LOG.atWarn().log("the webhook's certificate could not be agreed on and is tried again");
    }

    private void serve(Map<String, String> texts) {
        try {
            identity.serveWith(Pem.privateKey(texts.get(KEY)), Pem.certificate(texts.get(CERTIFICATE)));
            trust.publish(texts.get(AUTHORITY));
        } catch (GeneralSecurityException unreadable) {
            throw new IllegalStateException("a certificate that was just read can no longer be read", unreadable);
        }
    }

    /** Whether everything is there, can be read, names us, and has more than a third of its life left. */
    private boolean isGood(Map<String, String> texts) {
        if (!texts.keySet().containsAll(List.of(AUTHORITY, AUTHORITY_KEY, CERTIFICATE, KEY))) {
            return false;
        }
        try {
            X509Certificate authority = Pem.certificate(texts.get(AUTHORITY));
            X509Certificate serving = Pem.certificate(texts.get(CERTIFICATE));
            Pem.privateKey(texts.get(KEY));
            serving.verify(authority.getPublicKey());
            return isFresh(authority, Certificates.AUTHORITY_LIFE)
                    && isFresh(serving, Certificates.SERVING_LIFE)
                    && namesIn(serving).containsAll(names);
        } catch (GeneralSecurityException unreadable) {
            LOG.atWarn()
                    .addKeyValue(LogKeys.MESSAGE, unreadable.getMessage())
                    .log("the webhook's certificate cannot be used and is made anew");
            return false;
        }
    }

    private boolean isFresh(X509Certificate certificate, Duration life) {
        Instant renewAt = certificate.getNotAfter().toInstant().minus(life.dividedBy(3));
        return clock.instant().isBefore(renewAt);
    }

    /** Keeps an authority that is still good, so that the API server's trust need not change. */
    private Map<String, String> renewed(Map<String, String> texts) {
        Certificates certificates = new Certificates(clock.instant());
        Certificates.Pair authority = keptAuthority(texts).orElseGet(certificates::authority);
        Certificates.Pair serving = certificates.serving(authority, names);
        Map<String, String> renewed = new TreeMap<>();
        renewed.put(AUTHORITY, Pem.of(authority.certificate()));
        renewed.put(AUTHORITY_KEY, Pem.of(authority.keys().getPrivate()));
        renewed.put(CERTIFICATE, Pem.of(serving.certificate()));
        renewed.put(KEY, Pem.of(serving.keys().getPrivate()));
        return renewed;
    }

    private Optional<Certificates.Pair> keptAuthority(Map<String, String> texts) {
        try {
            if (!texts.containsKey(AUTHORITY) || !texts.containsKey(AUTHORITY_KEY)) {
                return Optional.empty();
            }
            X509Certificate certificate = Pem.certificate(texts.get(AUTHORITY));
            PrivateKey key = Pem.privateKey(texts.get(AUTHORITY_KEY));
            return isFresh(certificate, Certificates.AUTHORITY_LIFE)
                    ? Optional.of(new Certificates.Pair(new KeyPair(certificate.getPublicKey(), key), certificate))
                    : Optional.empty();
        } catch (GeneralSecurityException unreadable) {
            return Optional.empty();
        }
    }

    private static List<String> namesIn(X509Certificate certificate) throws GeneralSecurityException {
        return certificate.getSubjectAlternativeNames() == null
                ? List.of()
                : certificate.getSubjectAlternativeNames().stream()
                        .map(one -> String.valueOf(one.get(1)))
                        .toList();
    }
}
