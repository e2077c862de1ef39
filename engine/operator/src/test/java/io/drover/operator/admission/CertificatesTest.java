package io.drover.operator.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.Test;

class CertificatesTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final Certificates certificates = new Certificates(NOW);

    @Test
    void theAuthorityVouchesForTheServingCertificateUnderAllItsNames() throws GeneralSecurityException {
        // Given
        Certificates.Pair authority = certificates.authority();
        // When
        X509Certificate serving = certificates
                .serving(authority, List.of("drover-operator.drover-system.svc", "10.88.0.1"))
                .certificate();
        // Then
        serving.verify(authority.certificate().getPublicKey());
        serving.checkValidity(Date.from(NOW.plus(Duration.ofDays(89))));
        assertThat(authority.certificate().getBasicConstraints()).isZero();
        assertThat(serving.getBasicConstraints()).isEqualTo(-1);
        assertThat(serving.getSubjectAlternativeNames())
                .extracting(name -> String.valueOf(name.get(1)))
                .containsExactly("drover-operator.drover-system.svc", "10.88.0.1");
    }

    @Test
    void keysAndCertificatesSurviveBeingWrittenDown() throws GeneralSecurityException {
        // Given
        Certificates.Pair pair = certificates.authority();
        // When
        var certificate = Pem.certificate(Pem.of(pair.certificate()));
        var key = Pem.privateKey(Pem.of(pair.keys().getPrivate()));
        // Then
        assertThat(certificate).isEqualTo(pair.certificate());
        assertThat(key).isEqualTo(pair.keys().getPrivate());
    }
}
