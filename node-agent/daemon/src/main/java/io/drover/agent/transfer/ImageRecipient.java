package io.drover.agent.transfer;

import io.drover.agent.node.Trouble;
import java.nio.file.Path;

/** Who the images of one migration are for. Called by the thread of the connection. */
public interface ImageRecipient {

    /** Whether the image of this container may come, and where to put it. */
    Reception receive(String container);

    /** An image is complete and verified. */
    void received(String container, long bytes);

    /** An image did not come: nothing of it is ever restored. */
    void notReceived(Trouble trouble);

    /** Where an image goes. */
    sealed interface Reception {
        /**
         * It may come.
         *
         * @param directory exists and is empty
         */
        record Expected(Path directory) implements Reception {}

        record Refused(Trouble trouble) implements Reception {}
    }
}
