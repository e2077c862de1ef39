package io.drover.agent.packets;

import static org.assertj.core.api.Assertions.assertThat;

import io.drover.values.MigrationId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ElementTest {

    private static final MigrationId FIRST = new MigrationId("0b0e7a52-first");
    private static final MigrationId SECOND = new MigrationId("0b0e7a52-second");

    @Test
    void aListingIsReadWithOwnersValuesAndWhatWasThereBefore() {
        // Given
        String listing = """
                table ip drover {
                	map to_new {
                		type ipv4_addr . inet_service . ipv4_addr . inet_service : ipv4_addr
                		size 65535
                		flags dynamic
                		elements = { 10.0.0.1 . 4000 . 10.0.0.2 . 80 comment "0b0e7a52-first" : 10.0.0.3,
                			     10.0.0.1 . 4001 . 10.0.0.2 . 80 comment "0b0e7a52-second was 10.0.0.3 0b0e7a52-first" : 10.0.0.4,
                			     10.0.0.1 . 4002 . 10.0.0.2 . 80 : 10.0.0.3 }
                	}
                }
                """;

        // When
        List<Element> elements = Element.parse(listing);

        // Then
        Element replaced = Element.of("10.0.0.1 . 4001 . 10.0.0.2 . 80", FIRST, "10.0.0.3");
        assertThat(elements.get(0)).isEqualTo(Element.of("10.0.0.1 . 4000 . 10.0.0.2 . 80", FIRST, "10.0.0.3"));
        assertThat(elements.get(1))
                .isEqualTo(Element.of("10.0.0.1 . 4001 . 10.0.0.2 . 80", SECOND, "10.0.0.4")
                        .inPlaceOf(replaced));
        assertThat(elements.get(2).wasLearnedFor(Set.of("10.0.0.3"))).isTrue();
        assertThat(elements).hasSize(3);
    }

    @Test
    void whatWasInTheWayComesBackWhenItsSuccessorGoes() {
        // Given
        Element first = Element.of("10.0.0.2", FIRST, "10.0.0.3");
        Element second = Element.of("10.0.0.2", SECOND, "10.0.0.4").inPlaceOf(first);

        // When
        String commands = second.deletion("forwarded") + second.additionOfEarlier("forwarded");

        // Then
        assertThat(commands)
                .isEqualTo(
                        "delete element ip drover forwarded { 10.0.0.2 : 10.0.0.4 }\n" + first.addition("forwarded"));
    }

    @Test
    void anEmptySetHasNoElements() {
        // Given
        String listing = "table ip drover {\n\tset own_shut {\n\t\ttype ipv4_addr\n\t}\n}\n";

        // When
        List<Element> elements = Element.parse(listing);

        // Then
        assertThat(elements).isEmpty();
    }
}
