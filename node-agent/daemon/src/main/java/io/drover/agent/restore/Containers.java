package io.drover.agent.restore;

import io.drover.agent.journal.v1.JournalContainer;
import io.drover.agent.journal.v1.JournalEntry;
import java.util.function.Consumer;

/** Changes of single containers within a journal entry. */
final class Containers {

    private Containers() {}

    static void change(JournalEntry.Builder entry, String name, Consumer<JournalContainer.Builder> change) {
        for (JournalContainer.Builder container : entry.getContainersBuilderList()) {
            if (container.getName().equals(name)) {
                change.accept(container);
            }
        }
    }
}
