package io.drover.agent.transfer;

/** How far a directory is that an image is read from. */
public enum DumpProgress {
    /** Files are still written to it. Those that hold memory only grow. */
    GROWING,
    /** Everything is there, and nothing changes any more. */
    WHOLE,
    /** It will never be whole. */
    ABANDONED
}
