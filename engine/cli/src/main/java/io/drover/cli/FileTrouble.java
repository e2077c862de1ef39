package io.drover.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Says what is the matter with a file. */
final class FileTrouble {

    private FileTrouble() {}

    /** One line with the file's name. */
    static String explained(IOException trouble) {
        return switch (trouble) {
            case NoSuchFileException missing -> missing.getFile() + " does not exist";
            case NotDirectoryException wrong -> wrong.getFile() + " is not a directory";
            case AccessDeniedException denied -> denied.getFile() + " may not be read or written by this user";
            case FileAlreadyExistsException other -> other.getFile() + " exists and is not a directory";
            case FileSystemException other when other.getReason() != null -> other.getFile() + ": " + other.getReason();
            default -> String.valueOf(trouble.getMessage()).lines().findFirst().orElse("input or output failed");
        };
    }
}
